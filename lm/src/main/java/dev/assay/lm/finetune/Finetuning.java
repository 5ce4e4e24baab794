package dev.assay.lm.finetune;

import dev.assay.base.AssayException;
import dev.assay.base.ProcessMemory;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.training.BarListener;
import dev.assay.lm.training.Batches;
import dev.assay.lm.training.Example;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.lm.training.RowLosses;
import dev.assay.lm.training.TokenBatch;
import dev.assay.lm.training.Window;
import dev.assay.nn.Parameter;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.nn.train.TrainingResult;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.safetensors.TensorArchive;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Supervised fine-tuning: data read and checked, adapters put on, and everything ready to train.
///
/// @param plan       what was asked for
/// @param model      with adapters, or with all weights trainable
/// @param train      sequences to learn from, packed if the plan says so
/// @param validation rows held back, one to a sequence
/// @param settings   of the run
public record Finetuning(
        FinetunePlan plan, PretrainedModel model, List<Window> train, List<Window> validation, TrainingPlan settings) {
    /// Rows that the validation during training looks at, so that it stays cheap.
    private static final int WATCHED_ROWS = 64;

    private static final int FEWEST_HELD = 2;

    /// Tokens that rows are packed into, where none is longer.
    private static final int PACKED_TOKENS = 2048;

    /// Reads the data and prepares the model.
    ///
    /// @param base     the model as it is
    /// @param template how it writes conversations
    /// @throws AssayException for every fault of data or plan, before any training
    public static Finetuning prepare(FinetunePlan plan, PretrainedModel base, ChatTemplate template) {
        int length = length(plan, base);
        ExampleMaker maker = new ExampleMaker(base.tokenizer(), template, length);
        Split split = split(plan, maker);
        List<Window> train = plan.data().packing() ? packed(split.train(), length) : Window.single(split.train());
        Randomness randomness = Randomness.of(plan.training().seed());
        PretrainedModel model = switch (plan.method()) {
            case FinetunePlan.Method.Lora lora -> Adapters.attach(base, lora.plan(), randomness.split("adapters"));
            case FinetunePlan.Method.Full ignored -> trainable(base);
        };
        PretrainedModel ready = model.withDecoder(
                model.decoder().withCheckpointing(plan.training().checkpointing()));
        TrainingPlan settings = plan.training().plan(plan.training().stepsOver(train.size()));
        Trainer.requireMemory(settings, ready.decoder().parameters());
        return new Finetuning(plan, ready, train, Window.single(split.validation()), settings);
    }

    /// The mask that keeps the rows of a window apart grows with the window's square, so that windows as
    /// long as the context of a large model would not fit the memory.
    private static List<Window> packed(List<Example> rows, int length) {
        int longest = rows.stream().mapToInt(row -> row.ids().length).max().orElse(1);
        return Window.packed(rows, Math.max(longest, Math.min(length, PACKED_TOKENS)));
    }

    private static int length(FinetunePlan plan, PretrainedModel base) {
        int context = base.decoder().config().context();
        if (plan.data().length() > context) {
            throw AssayException.of(
                    "ASSAY-2071",
                    "Rows of " + plan.data().length() + " tokens do not fit the model's context of " + context + ".",
                    "data.length",
                    "choose at most " + context + ", or 0 for the context");
        }
        return plan.data().length() == 0 ? context : plan.data().length();
    }

    private record Split(List<Example> train, List<Example> validation) {}

    private static Split split(FinetunePlan plan, ExampleMaker maker) {
        List<Example> all = maker.examples(ConversationFile.read(plan.data().train()));
        if (plan.data().validation().isPresent()) {
            return new Split(
                    all,
                    maker.examples(
                            ConversationFile.read(plan.data().validation().get())));
        }
        return held(all, plan.data().validationShare(), plan.training().seed());
    }

    /// Holds back so many rows as the share says, drawn at random, and where it says any at least two, so
    /// that a mean has an interval; but never more than half.
    private static Split held(List<Example> all, double share, long seed) {
        long wanted = share == 0 ? 0 : Math.max(FEWEST_HELD, Math.round(share * all.size()));
        int count = (int) Math.min(wanted, all.size() / 2);
        SplittableRandom numbers =
                new SplittableRandom(Randomness.of(seed).split("validation").seed());
        double[] draws = numbers.doubles(all.size()).toArray();
        double border = count == 0 ? 0 : Arrays.stream(draws).sorted().toArray()[count - 1];
        Map<Boolean, List<Example>> parts = IntStream.range(0, all.size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> count > 0 && draws[i] <= border, Collectors.mapping(all::get, Collectors.toList())));
        return new Split(parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
    }

    private static PretrainedModel trainable(PretrainedModel base) {
        base.decoder().parameters().forEach(p -> p.tensor().set_requires_grad(true));
        return base;
    }

    /// Numbers that training changes.
    public long trainableCount() {
        return model.decoder().parameters().stream()
                .filter(Parameter::trainable)
                .mapToLong(Parameter::count)
                .sum();
    }

    /// Writes what was learned into the run's folder: `adapter/`, or all weights as `model/`.
    ///
    /// @param result of the run, whose weights have all their digits
    /// @return the folder that was written
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public Path save(Path folder, TrainingResult result) {
        return switch (plan.method()) {
            case FinetunePlan.Method.Lora lora -> {
                Path target = folder.resolve("adapter");
                Adapters.save(model, lora.plan(), result.weights(), model.name(), weightsHash(), target);
                yield target;
            }
            case FinetunePlan.Method.Full full -> {
                Path target = folder.resolve("model");
                model.save(target, result.weights(), full.savedAs());
                yield target;
            }
        };
    }

    private String weightsHash() {
        try (TensorArchive archive = TensorArchive.open(model.folder())) {
            return archive.paths().size() == 1 ? Sha256.of(archive.paths().getFirst()) : "";
        }
    }

    /// Trains in a folder, or goes on there, and measures before and after on the rows held back.
    ///
    /// @param folder   of the run: log and checkpoints
    /// @param resume   whether to go on from the newest checkpoint
    /// @param progress shows the steps
    /// @param stop     asked before each step
    public FinetuneResult run(Path folder, boolean resume, Progress progress, BooleanSupplier stop) {
        // Adapters begin as nothing and full training has not begun, so this is the base model, resumed or not.
        RowLosses before = RowLosses.of(model.decoder(), validation);
        List<TokenBatch> watched = validation.stream()
                .limit(WATCHED_ROWS)
                .map(w -> new TokenBatch(List.of(w)))
                .toList();
        Batches batches = Batches.shuffled(
                train,
                plan.training().rows(),
                plan.training().microRows(),
                Randomness.of(plan.training().seed()).split("order"));
        Trainer<TokenBatch> trainer =
                new Trainer<>(settings, new NextTokenObjective(model.decoder(), batches, watched), folder);
        long began = System.nanoTime();
        ProcessMemory.forgetPeak();
        TrainingResult result;
        try (Progress.Bar bar = progress.start("fine-tune", settings.steps(), "step")) {
            TrainingListener listener = new BarListener(bar, stop);
            result = resume ? trainer.resume(listener) : trainer.train(listener);
        }
        if (result.finished() && settings.validateEvery() > 0) {
            trainer.useBest();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        OptionalLong peak = ProcessMemory.peakBytes();
        return new FinetuneResult(result, before, RowLosses.of(model.decoder(), validation), seconds, peak);
    }
}
