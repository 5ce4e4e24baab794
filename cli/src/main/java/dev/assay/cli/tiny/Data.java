package dev.assay.cli.tiny;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.SeedOption;
import dev.assay.tiny.data.DataManifest;
import dev.assay.tiny.data.DataPlan;
import dev.assay.tiny.data.WordNetData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `assay tiny data`: makes text, instructions and questions from WordNet.
@Command(
        name = "data",
        description = "Make what the bundled model is trained on from WordNet 3.1: text, instructions, questions.",
        footerHeading = "%nExamples:%n",
        footer = {"  assay tiny data --out runs/tiny-data", "  assay tiny data --out runs/other --seed 7 --json"})
public final class Data implements Verb {
    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        DataPlan standard = DataPlan.standard();
        DataPlan plan = new DataPlan(seed.seed().orElse(standard.seed()), standard.trainRows(), standard.heldOutRows());
        if (out.dryRun()) {
            chosen.note("about 140 MB would be written; nothing was");
            return ExitCode.DONE;
        }
        Path folder = out.folder()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2109", "It was not said where the data goes.", "--out", "add --out DIR, or --dry-run"));
        chosen.note("some 40 seconds");
        DataManifest manifest = WordNetData.write(folder, plan);
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("written", folder.toString());
            manifest.files().forEach(file -> fields.put(file.name(), file.sha256()));
            chosen.json(fields);
        } else {
            manifest.files()
                    .forEach(file -> chosen.result(String.format(
                            Locale.ROOT,
                            "%-30s %,12d bytes  %,8d lines  sha256 %s",
                            file.name(),
                            file.bytes(),
                            file.lines(),
                            file.sha256().substring(0, 12))));
        }
        return ExitCode.DONE;
    }
}
