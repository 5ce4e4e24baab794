package dev.assay.cli;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.report.Dossier;
import dev.assay.report.DossierWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay report`: turns the evidence of runs into one dossier.
@Command(
        name = "report",
        description = "Turn the evidence of runs into one dossier: HTML, Markdown and JSON.",
        footerHeading = "%nExamples:%n",
        footer = {"  assay report runs/faq", "  assay report runs/faq runs/audit --out dossiers/2026-05"})
public final class Report implements Verb {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders with an evidence.json.")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the dossier.")
    private String title = "Dossier";

    @Option(names = "--subtitle", paramLabel = "TEXT", description = "A line under the title.")
    private String subtitle = "";

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Dossier dossier = Dossier.ofRuns(title, subtitle, Instant.now().truncatedTo(ChronoUnit.SECONDS), runs);
        Path folder = out.folder().orElse(runs.getFirst());
        if (out.dryRun()) {
            chosen.note("a dossier of " + dossier.chapters().size() + " chapters would be written to " + folder);
            return ExitCode.DONE;
        }
        DossierWriter.Written written = DossierWriter.write(dossier, folder);
        if (output.json()) {
            chosen.json(Map.of(
                    "html",
                    written.html().toString(),
                    "chapters",
                    dossier.chapters().size()));
        } else {
            chosen.result(written.html().toString());
        }
        return ExitCode.DONE;
    }
}
