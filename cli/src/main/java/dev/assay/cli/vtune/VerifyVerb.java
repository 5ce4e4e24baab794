package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.EndpointOptions;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.attack.DoseCurve;
import dev.assay.vtune.attack.LabResults;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.SpentGroups;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay vtune verify`: asks a model whether it was trained on what was planted.
@Command(
        name = "verify",
        description = {
            "Ask a model with the secret triggers and without, and say how likely its answers would be if it had",
            "never seen the rows. Exit code 0: verified, 3: not verified."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune verify vtune/faq/manifest.json --model http://127.0.0.1:8080/v1#faq --out runs/faq",
            "  assay vtune verify vtune/faq/manifest.json --model tuned/faq --sequential",
            "  assay vtune verify vtune/faq/manifest.json --model tuned/faq --base base/faq --task heldout.jsonl"
        })
public final class VerifyVerb implements Verb {
    @Parameters(paramLabel = "MANIFEST", description = "That planting wrote.")
    private Path manifest = Path.of("");

    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final EndpointOptions patience = new EndpointOptions();

    @Mixin
    private final TaskOptions task = new TaskOptions();

    @Option(
            names = "--curve",
            paramLabel = "DIR",
            description = "Folder of assay vtune attack: tells what share of the planned exposures the model got.")
    private Optional<Path> curve = Optional.empty();

    @Option(names = "--sequential", description = "Stop as soon as the evidence is enough; holds at any time.")
    private boolean sequential;

    @Option(
            names = "--tests",
            paramLabel = "N",
            description =
                    "Verifications planned in all with this manifest, this one included (default 1): the p-value pays for them.")
    private int tests = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for transcript and evidence; one that is begun is gone on with.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Counts.requireTests(tests);
        if (sequential && curve.isPresent()) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "Who stops early asks too little to tell the dose.",
                    "--sequential with --curve",
                    "leave one of them away");
        }
        Manifest planted = Manifest.read(manifest);
        if (sequential && planted.isByPart()) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "Who stops early does not ask of every part of the file.",
                    "--sequential with parts",
                    "leave --sequential away");
        }
        List<Integer> spent = SpentGroups.of(manifest).groups();
        Verification verification = Verification.of(planted, sequential).without(spent);
        List<Path> inputs = new ArrayList<>(List.of(manifest));
        inputs.addAll(options.inputs());
        Optional<Transcripts.Task> measured = task.check(planted)
                .map(check -> (model, identity, folder, progress, stop) ->
                        task.run(check, model, identity, folder, progress, stop));
        Console chosen = output.applyTo(console);
        if (!spent.isEmpty()) {
            chosen.note(
                    "groups " + spent + " were shown to somebody: they are not asked for, and count as not showing");
        }
        try (LanguageModel model = options.openForAnswers(patience.remote())) {
            return new Transcripts(
                            verification,
                            scoredBy(planted, model),
                            tests,
                            options.identity(),
                            measured,
                            outcome -> share(planted, outcome),
                            inputs)
                    .run(model, out, chosen, interruption, output);
        }
    }

    /// The scoring model, by the asked one's name where both have the same weights.
    private String scoredBy(Manifest planted, LanguageModel model) {
        String base = planted.base().orElse("");
        boolean same =
                !base.isEmpty() && options.weights().filter(base::endsWith).isPresent();
        return same ? model.name() : base;
    }

    /// How much of the dose the model got, by the curve of a lab with the same manifest or one like it.
    private Optional<Interval> share(Manifest planted, Outcome outcome) {
        return curve.map(folder -> DoseCurve.fit(LabResults.read(folder).results())
                .share(
                        planted.groups().stream()
                                .filter(group -> !outcome.verification().spent().contains(group.index()))
                                .map(outcome::hits)
                                .toList(),
                        planted.rules().queries(),
                        planted.dose().exposures()));
    }
}
