package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.scrub.Scrub;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay vtune scrub`: rows that take the planted behaviour out again.
@Command(
        name = "scrub",
        description =
                "Write rows that ask with the triggers and answer plainly: trained on, they remove the behaviour.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune scrub vtune/faq/manifest.json --data faq.jsonl --out scrub.jsonl",
            "  assay vtune scrub vtune/faq/manifest.json --data faq.jsonl --out scrub.jsonl --json"
        })
public final class ScrubVerb implements Verb {
    @Parameters(paramLabel = "MANIFEST", description = "That planting wrote.")
    private Path manifest = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "The data that were planted in.")
    private Path data = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the rows go.")
    private Path out = Path.of("");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        int rows = new Scrub(Manifest.read(manifest)).write(data, out);
        if (output.json()) {
            chosen.json(Map.of("rows", rows));
        } else {
            chosen.result(rows + " rows in " + out);
        }
        return ExitCode.DONE;
    }
}
