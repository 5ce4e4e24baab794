package dev.assay.cli.demo;

import dev.assay.base.ExitCode;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.cli.option.SeedOption;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.report.Dossier;
import dev.assay.report.DossierWriter;
import dev.assay.tiny.model.BundledModel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay demo`: runs what is here on the bundled model and real text, offline, and leaves a dossier.
@Command(
        name = "demo",
        description = {
            "Generate, score, question, examine and fine-tune the bundled model, prove who trained on what, and write a dossier.",
            "Works offline; a few minutes on two cores."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  assay demo", "  assay demo --steps 40 --out runs/first"})
public final class Demo implements Verb {
    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of the fine-tune (default ${DEFAULT-VALUE}, about a minute).",
            defaultValue = "200")
    private int steps;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Chapter> chapters = List.of(
                new Writing(),
                new Prediction(),
                new Knowledge(),
                new Examination(),
                new Teaching(steps),
                new Proof(steps));
        if (out.dryRun()) {
            chapters.forEach(chapter -> chosen.note("would " + chapter.title()));
            return ExitCode.DONE;
        }
        RunFolder folder = RunFolders.create(out.folder().orElseGet(Demo::freshFolder));
        List<Evidence> found = new ArrayList<>();
        try (LocalModel model = LocalModel.open(BundledModel.folder(), LoadOptions.DEFAULT)) {
            Stage stage = new Stage(model, folder.path(), seed.seed().orElse(1L), chosen, interruption);
            for (int i = 0; i < chapters.size(); i++) {
                if (interruption.requested()) {
                    break;
                }
                chosen.note(String.format(
                        Locale.ROOT,
                        "%d of %d: %s",
                        i + 1,
                        chapters.size(),
                        chapters.get(i).title()));
                found.addAll(chapters.get(i).run(stage));
            }
        }
        if (interruption.requested()) {
            chosen.note("stopped; what was written lies in " + folder.path() + "; start again with: assay demo");
            return ExitCode.INTERRUPTED;
        }
        return write(chosen, folder, found);
    }

    private ExitCode write(Console console, RunFolder folder, List<Evidence> found) {
        Dossier dossier = new Dossier(
                "Assay's demo",
                "The bundled model: what it predicts, what it knows, and what a minute of fine-tuning teaches it",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                found);
        Path page = DossierWriter.write(dossier, folder.path()).html();
        if (output.json()) {
            console.json(Map.of("html", page.toString(), "chapters", found.size()));
        } else {
            console.result(page.toString());
        }
        return ExitCode.DONE;
    }

    private static Path freshFolder() {
        String now =
                LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", "demo-" + now);
    }
}
