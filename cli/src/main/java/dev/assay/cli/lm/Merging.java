package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.finetune.Merge;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `assay lm merge`: works an adapter into a model's weights.
@Command(
        name = "merge",
        description = "Work an adapter into a model's weights, and prove that the result says the same.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm merge --model models/base --adapter runs/faq/adapter --out models/faq",
            "  assay lm merge --model models/base --adapter runs/faq/adapter --dry-run"
        })
public final class Merging implements Verb {
    /// Random texts that the merged model is compared on; random tokens reach more of the weights than
    /// prose does.
    private static final int SAMPLES = 16;

    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        if (out.folder().isEmpty() && !out.dryRun()) {
            throw AssayException.of(
                    "ASSAY-2109",
                    "It was not said where the merged model goes.",
                    "--out",
                    "add --out DIR, or --dry-run");
        }
        options.requireAdapter();
        out.requireNew();
        try (PretrainedModel model = options.openToWrite()) {
            Merge merge = Merge.of(model, samples(model));
            if (!out.dryRun()) {
                merge.merged().save(target(), Map.of(), Precision.F32);
            }
            report(chosen, merge);
        }
        return ExitCode.DONE;
    }

    private Path target() {
        return out.folder().orElseThrow();
    }

    private void report(Console console, Merge merge) {
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("largest-difference", merge.difference());
            fields.put("largest-logit", merge.scale());
            fields.put("samples", merge.samples());
            fields.put("tolerance", Merge.TOLERANCE);
            fields.put("written", !out.dryRun());
            console.json(fields);
        } else {
            console.result(String.format(
                    Locale.ROOT,
                    "merged and unmerged logits differ by at most %.2e on %d samples (largest logit %.2f, tolerance %.0e"
                            + " of it)",
                    merge.difference(),
                    merge.samples(),
                    merge.scale(),
                    Merge.TOLERANCE));
            out.folder().filter(f -> !out.dryRun()).ifPresent(f -> console.result("written to " + f));
        }
    }

    private static List<int[]> samples(PretrainedModel model) {
        SplittableRandom numbers =
                new SplittableRandom(Randomness.of(0).split("merge").seed());
        int vocabulary = model.decoder().config().vocabulary();
        int length = Math.min(64, model.decoder().config().context());
        return IntStream.range(0, SAMPLES)
                .mapToObj(i -> numbers.ints(length, 0, vocabulary).toArray())
                .toList();
    }
}
