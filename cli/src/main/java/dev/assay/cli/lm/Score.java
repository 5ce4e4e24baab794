package dev.assay.cli.lm;

import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.score.Perplexity;
import dev.assay.lm.score.PerplexityReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay lm score`: how well a model predicts a text.
@Command(
        name = "score",
        description = "Measure how well a model predicts a text: loss, perplexity, bits per byte.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm score --model models/stories --text held-out.txt",
            "  assay lm score --model models/stories --text held-out.txt --stride 64 --out runs/score"
        })
public final class Score implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final OutOption out = new OutOption();

    @Option(names = "--text", paramLabel = "FILE", required = true, description = "A file of UTF-8 text.")
    private Path text = Path.of("");

    @Option(names = "--window", paramLabel = "N", description = "Tokens seen at once (default: the context).")
    private Optional<Integer> window = Optional.empty();

    @Option(names = "--stride", paramLabel = "N", description = "Tokens between windows (default: half a window).")
    private Optional<Integer> stride = Optional.empty();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        String content = TextFile.read(text);
        try (PretrainedModel model = options.open()) {
            int width = window.orElse(model.decoder().config().context());
            Perplexity.Plan plan = Perplexity.Plan.of(width, stride.orElse(Math.max(1, width / 2)))
                    .withTextBytes(Math.max(1, content.getBytes(StandardCharsets.UTF_8).length));
            if (out.dryRun()) {
                chosen.note("the model opens and the text can be read; nothing was measured");
                return ExitCode.DONE;
            }
            Perplexity result = measure(chosen, model, content, plan);
            out.folder()
                    .ifPresent(folder -> RunFolders.create(folder)
                            .writeEvidence(report(model.name(), result, plan).evidence()));
            show(chosen, result, plan);
        }
        return ExitCode.DONE;
    }

    private PerplexityReport report(String model, Perplexity result, Perplexity.Plan plan) {
        List<Path> inputs = new ArrayList<>(options.inputs());
        inputs.add(text);
        Map<String, String> configuration = Map.of(
                "model", options.name(),
                "window", String.valueOf(plan.window()),
                "stride", String.valueOf(plan.stride()));
        String name = String.valueOf(text.getFileName());
        return new PerplexityReport(model, name, result, plan, Provenance.collect(0, configuration, inputs));
    }

    private static Perplexity measure(Console console, PretrainedModel model, String content, Perplexity.Plan plan) {
        int[] ids = model.tokenizer().encode(content);
        Progress progress = Progress.onStandardError(console.quiet());
        long[] before = {0};
        try (Progress.Bar bar = progress.start("score", ids.length, "token")) {
            return Perplexity.of(model.decoder(), ids, plan, (done, all) -> {
                bar.advance(done - before[0]);
                before[0] = done;
            });
        }
    }

    private void show(Console console, Perplexity result, Perplexity.Plan plan) {
        Optional<Interval> interval = result.interval();
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("tokens", result.tokens());
            fields.put("window", plan.window());
            fields.put("stride", plan.stride());
            fields.put("nats-per-token", result.meanNll());
            interval.ifPresent(i -> {
                fields.put("low", i.low());
                fields.put("high", i.high());
                fields.put("level", i.level());
            });
            fields.put("perplexity", result.perplexity());
            result.bitsPerByte().ifPresent(bits -> fields.put("bits-per-byte", bits));
            console.json(fields);
        } else {
            text(console, result, interval, result.bitsPerByte());
        }
    }

    private static void text(Console console, Perplexity result, Optional<Interval> interval, OptionalDouble bits) {
        console.result(String.format(
                Locale.ROOT,
                "loss            %.4f nats a token%s, %d tokens",
                result.meanNll(),
                interval.map(i -> String.format(
                                Locale.ROOT, " [%.4f, %.4f] (95 %%, %s)", i.low(), i.high(), Perplexity.INTERVAL))
                        .orElse(""),
                result.tokens()));
        console.result(String.format(
                Locale.ROOT,
                "perplexity      %.3f%s",
                result.perplexity(),
                interval.map(i -> String.format(Locale.ROOT, " [%.3f, %.3f]", Math.exp(i.low()), Math.exp(i.high())))
                        .orElse("")));
        bits.ifPresent(b -> console.result(String.format(Locale.ROOT, "bits per byte   %.4f", b)));
    }
}
