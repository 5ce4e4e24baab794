package dev.assay.cli.vtune;

import dev.assay.base.Progress;
import dev.assay.base.Toml;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.checkpoint.WeightEdit;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.lm.quantize.Quantization;
import dev.assay.model.LanguageModel;
import dev.assay.tensor.Precision;
import dev.assay.vtune.attack.Edit;
import dev.assay.vtune.attack.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Makes models on this machine, as `assay lm finetune` does.
///
/// @param plan     of the honest provider; its data are replaced
/// @param rows     of the file that was sent
/// @param progress shown
/// @param stopped  asked before each step
record LocalWorkshop(FinetunePlan plan, int rows, Progress progress, BooleanSupplier stopped) implements Workshop {
    @Override
    public Optional<Path> tune(Path data, double passes, Optional<Path> from, Path into, long seed) {
        FinetunePlan own = plan(data, passes, from, seed);
        try (PretrainedModel base = PretrainedModel.open(
                ModelOptions.folder(own.model()),
                new LoadOptions(own.training().precision(), LoadOptions.DEFAULT.device(), 0))) {
            Finetuning tuning = Finetuning.prepare(own, base, ChatTemplate.open(base.folder(), base.tokenizer()));
            FinetuneResult result = tuning.run(into, isBegun(into), progress, stopped);
            return result.training().finished() ? Optional.of(save(tuning, result, base, into)) : Optional.empty();
        }
    }

    /// The plan with other rows, and as many epochs as were agreed on, times `passes`.
    private FinetunePlan plan(Path data, double passes, Optional<Path> from, long seed) {
        double agreed = plan.training().steps() > 0
                ? (double) plan.training().steps() * plan.training().rows() / rows
                : plan.training().epochs();
        return Toml.parse(
                Toml.write(plan),
                "the lab's plan",
                FinetunePlan.class,
                List.of(
                        "model='" + from.map(Path::toString).orElse(plan.model()) + "'",
                        "data.train='" + data.toAbsolutePath() + "'",
                        "training.steps=0",
                        "training.epochs=" + agreed * passes,
                        "training.seed=" + seed));
    }

    private static boolean isBegun(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> Files.isDirectory(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An adapter is worked into the weights, so that all models are edited alike.
    private static Path save(Finetuning tuning, FinetuneResult result, PretrainedModel base, Path into) {
        Path saved = tuning.save(into, result.training());
        if (tuning.plan().method() instanceof FinetunePlan.Method.Full) {
            return saved;
        }
        Path merged = into.resolve("model");
        try (PretrainedModel fresh = PretrainedModel.open(base.folder(), LoadOptions.DEFAULT)) {
            Adapters.merge(Adapters.open(fresh, saved)).save(merged, Map.of(), Precision.F32);
        }
        return merged;
    }

    @Override
    public LanguageModel open(Optional<Path> model, Optional<Edit> edit, Path scratch, long seed) {
        Path base = ModelOptions.folder(plan.model());
        Path folder = model.orElse(base);
        if (edit.isEmpty()) {
            return LocalModel.open(folder, LoadOptions.DEFAULT);
        }
        return switch (edit.get()) {
            case Edit.Rounding rounding -> {
                PretrainedModel whole = PretrainedModel.open(folder, LoadOptions.DEFAULT);
                yield LocalModel.of(Quantization.parse(rounding.kind()).apply(whole));
            }
            case Edit.Noise noise -> edited(folder, new WeightEdit.Noise(noise.share(), seed), scratch);
            case Edit.Pruning pruning -> edited(folder, new WeightEdit.Pruning(pruning.share()), scratch);
            case Edit.Averaging averaging -> {
                try (PretrainedModel before = PretrainedModel.open(base, LoadOptions.DEFAULT)) {
                    yield edited(folder, new WeightEdit.Averaging(before, averaging.base()), scratch);
                }
            }
            case Edit.Cutting ignored -> LocalModel.open(folder, LoadOptions.DEFAULT);
        };
    }

    private static LanguageModel edited(Path folder, WeightEdit edit, Path scratch) {
        Path edited = scratch.resolve("model");
        try (PretrainedModel whole = PretrainedModel.open(folder, LoadOptions.DEFAULT)) {
            edit.save(whole, edited);
        }
        return LocalModel.open(edited, LoadOptions.DEFAULT);
    }
}
