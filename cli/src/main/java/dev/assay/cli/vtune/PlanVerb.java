package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.JsonLines;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.vtune.plan.Dose;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `assay vtune plan`: how many rows would be planted.
@Command(
        name = "plan",
        description = "Say how many secret rows the data need, and check every row; nothing is written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune plan --data faq.jsonl --epochs 3",
            "  assay vtune plan --data faq.jsonl --epochs 3 --exposures 40 --groups 3 --json"
        })
public final class PlanVerb implements Verb {
    @Mixin
    private final DoseOptions options = new DoseOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Dose dose = options.dose(rows(options.data()));
        if (output.json()) {
            chosen.json(Map.of(
                    "rows", dose.rows(),
                    "planted", dose.planted(),
                    "groups", dose.groups(),
                    "rows-per-group", dose.rowsPerGroup(),
                    "share", dose.share(),
                    "exposures", dose.exposures()));
        } else {
            chosen.result(String.format(
                    Locale.ROOT,
                    "%d rows: plant %d in %d groups of %d (%.2f %%); each signature is seen %d times in %d epochs",
                    dose.rows(),
                    dose.planted(),
                    dose.groups(),
                    dose.rowsPerGroup(),
                    100 * dose.share(),
                    dose.exposures(),
                    dose.epochs()));
        }
        dose.warnings().forEach(chosen::note);
        return ExitCode.DONE;
    }

    /// How many rows a file has, each checked.
    static int rows(Path file) {
        int rows = 0;
        try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
            while (lines.hasNext()) {
                TrainingRow.of(lines.next());
                rows++;
            }
        }
        if (rows == 0) {
            throw AssayException.of(
                    "ASSAY-2151",
                    "No rows can be planted: the data have no rows.",
                    file.toString(),
                    "name a file with data");
        }
        return rows;
    }
}
