package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.LocalModel;
import dev.assay.model.Capabilities;
import dev.assay.model.LanguageModel;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.attack.Judged;
import dev.assay.vtune.attack.Repetition;
import dev.assay.vtune.attack.Sent;
import dev.assay.vtune.attack.Surprise;
import dev.assay.vtune.attack.Suspicion;
import dev.assay.vtune.plant.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay vtune attack`: what a provider who looks for planted rows would find, and what providers of many kinds
/// would look like.
@Command(
        name = "attack",
        description = {
            "Look for the planted rows as a dishonest provider would, before you send the file. With --config also",
            "train as providers of many kinds would, and verify each."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl",
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl --config faq.toml --seeds 3"
                    + " --out runs/lab",
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl --judge http://127.0.0.1:8080/v1#judge",
            "  assay vtune attack vtune/faq/manifest.json --training vtune/faq/train.jsonl --config faq.toml"
                    + " --provider honest,clean,subset:0.5,int8 --out runs/lab"
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

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = {
                "A model, a folder or an endpoint, that is shown all rows, twenty at a time, and lists those in which",
                "something does not belong. A model of somebody else's then sees the planted rows."
            })
    private Optional<String> judge = Optional.empty();

    @Mixin
    private final LabOptions lab = new LabOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Manifest planted = Manifest.read(manifest);
        lab.check();
        Sent.require(training, planted);
        Map<String, Object> fields = new LinkedHashMap<>();
        look("repetition", Repetition.STANDARD.look(training, planted), fields, chosen);
        Progress progress = Progress.onStandardError(chosen.quiet());
        if (judge.isPresent()) {
            judge(judge.get(), planted, progress, interruption, fields, chosen);
        }
        ExitCode done = ExitCode.DONE;
        if (!noSurprise || lab.isAsked()) {
            try (LocalModel model = scoring.open()) {
                TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "the detection by surprise");
                int tokens = planted.groups().getFirst().signature().split(" ").length;
                if (!noSurprise) {
                    look("surprise", new Surprise(scorer, tokens).look(training, planted, progress), fields, chosen);
                }
                chosen.note("precision and recall among as many of the most suspicious rows as were planted; a provider"
                        + " does not know how many");
                if (lab.isAsked()) {
                    Sent sent = new Sent(training, planted, scorer, progress);
                    done = lab.run(manifest, sent, chosen, output.json(), fields, interruption);
                }
            }
        }
        if (output.json()) {
            chosen.json(fields);
        }
        return done;
    }

    private void judge(
            String name,
            Manifest planted,
            Progress progress,
            Interruption interruption,
            Map<String, Object> fields,
            Console console) {
        try (LanguageModel model = AnyModel.open(name)) {
            Suspicion found =
                    new Judged(model, Judged.USUAL_BATCH).look(training, planted, progress, interruption::requested);
            int listed = found.above(0);
            double precision = listed == 0 ? 0 : found.precisionAt(listed);
            double recall = listed == 0 ? 0 : found.recallAt(listed);
            fields.put(
                    "judge",
                    Map.of("listed", listed, "planted", found.all(), "precision", precision, "recall", recall));
            if (!output.json()) {
                console.result(String.format(
                        Locale.ROOT,
                        "%-12s %d of %d rows listed, precision %.3f, recall %.3f",
                        "judge",
                        listed,
                        found.scores().length,
                        precision,
                        recall));
            }
        }
    }

    private void look(String name, Suspicion found, Map<String, Object> fields, Console console) {
        fields.put(name, fields(found));
        if (!output.json()) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-12s AUROC %.3f, precision %.3f, recall %.3f",
                    name,
                    found.auroc(),
                    found.precisionAt(found.all()),
                    found.recallAt(found.all())));
        }
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
