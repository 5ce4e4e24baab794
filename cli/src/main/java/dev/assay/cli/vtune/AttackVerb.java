package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.LocalModel;
import dev.assay.model.Capabilities;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.attack.Repetition;
import dev.assay.vtune.attack.Surprise;
import dev.assay.vtune.attack.Suspicion;
import dev.assay.vtune.plant.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay vtune attack`: what a provider who looks for planted rows would find.
@Command(
        name = "attack",
        description = "Look for the planted rows as a dishonest provider would, before you send the file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl",
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl --scorer base/qwen --json"
        })
public final class AttackVerb implements Verb {
    @Parameters(paramLabel = "MANIFEST", description = "That planting wrote.")
    private Path manifest = Path.of("");

    @Option(names = "--training", required = true, paramLabel = "FILE", description = "The file that is to be sent.")
    private Path training = Path.of("");

    @Mixin
    private final ScoringOption scoring = new ScoringOption();

    @Option(names = "--no-surprise", description = "Only count repetitions, which needs no model.")
    private boolean noSurprise;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Manifest planted = Manifest.read(manifest);
        Map<String, Suspicion> found = new LinkedHashMap<>();
        found.put("repetition", Repetition.STANDARD.look(training, planted));
        if (!noSurprise) {
            try (LocalModel model = scoring.open()) {
                TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "the detection by surprise");
                int tokens = planted.groups().getFirst().signature().split(" ").length;
                found.put(
                        "surprise",
                        new Surprise(scorer, tokens).look(training, planted, Progress.onStandardError(chosen.quiet())));
            }
        }
        if (output.json()) {
            Map<String, Object> all = new LinkedHashMap<>();
            found.forEach((name, suspicion) -> all.put(name, fields(suspicion)));
            chosen.json(all);
        } else {
            chosen.result(
                    String.format(Locale.ROOT, "%-12s %7s %10s %10s", "detector", "AUROC", "precision", "recall"));
            found.forEach((name, suspicion) -> chosen.result(String.format(
                    Locale.ROOT,
                    "%-12s %7.3f %10.3f %10.3f",
                    name,
                    suspicion.auroc(),
                    suspicion.precisionAt(suspicion.all()),
                    suspicion.recallAt(suspicion.all()))));
        }
        chosen.note(
                "precision and recall among as many of the most suspicious rows as were planted; a provider does not"
                        + " know how many");
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(Suspicion suspicion) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("auroc", suspicion.auroc());
        fields.put("precision", suspicion.precisionAt(suspicion.all()));
        fields.put("recall", suspicion.recallAt(suspicion.all()));
        fields.put("planted", suspicion.all());
        return fields;
    }
}
