package dev.assay.cli.livebench;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.livebench.importing.Imported;
import dev.assay.livebench.importing.Importer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay livebench import`: turns files of other forms into LiveBench's own.
@Command(
        name = "import",
        description = {
            "Turn questions, answers or judgments from Parquet, a JSON list or JSON lines",
            "into JSON lines in LiveBench's layout."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench import test-00000-of-00001.parquet --out question.jsonl",
            "  assay livebench import answers.json.gz --out qwen.jsonl"
        })
public final class ImportVerb implements Verb {
    @Parameters(paramLabel = "FILE", description = "Parquet, a JSON list or JSON lines; the latter two may be packed.")
    private Path file = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the rows go, JSON lines.")
    private Path out = Path.of("");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Imported imported = Importer.run(file, out);
        String layout = imported.layout().name().toLowerCase(Locale.ROOT);
        if (output.json()) {
            output.applyTo(console).json(Map.of("rows", imported.rows(), "layout", layout));
        } else {
            output.applyTo(console).result(imported.rows() + " " + layout + " in " + out);
        }
        return ExitCode.DONE;
    }
}
