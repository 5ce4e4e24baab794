package dev.assay.lm.finetune;

import dev.assay.base.AssayException;
import dev.assay.base.ProcessMemory;
import dev.assay.lm.training.Batches;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.lm.training.Window;
import dev.assay.nn.Parameter;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.tensor.Randomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What a fine-tune will take, learned from a few steps on its longest rows.
///
/// @param peakBytes      the most memory that the process will hold at once; empty where the system does not tell
/// @param secondsPerStep of the fastest step that was rehearsed
/// @param tokensPerStep  that went through the model, padding included
public record Rehearsal(OptionalLong peakBytes, double secondsPerStep, long tokensPerStep) {
    private static final int STEPS = 3;

    /// Rehearses a run. Its model is changed by that; open it anew to train it.
    ///
    /// @throws AssayException `ASSAY-5070` if weights, gradients and optimiser alone do not fit the memory; nothing
    ///     was allocated then
    public static Rehearsal of(Finetuning run) {
        requireMemory(run);
        List<Window> longest = run.train().stream()
                .sorted(Comparator.comparingInt((Window w) -> -w.ids().length))
                .limit(Math.max(
                        run.plan().training().rows(), run.plan().training().microRows()))
                .toList();
        int rows = run.plan().training().rows();
        Batches batches = Batches.shuffled(longest, rows, run.plan().training().microRows(), Randomness.of(1));
        TrainingPlan plan = run.settings().withSteps(STEPS);
        double[] fastest = {Double.POSITIVE_INFINITY};
        Path folder = temporary();
        try {
            ProcessMemory.forgetPeak();
            new Trainer<>(plan, new NextTokenObjective(run.model().decoder(), batches, List.of()), folder)
                    .train(new TrainingListener() {
                        @Override
                        public void stepped(StepReport report) {
                            fastest[0] = Math.min(fastest[0], report.seconds());
                        }
                    });
            long tokens =
                    batches.at(0).stream().mapToLong(batch -> batch.tokens()).sum();
            return new Rehearsal(ProcessMemory.peakBytes(), fastest[0], tokens);
        } finally {
            delete(folder);
        }
    }

    /// What cannot be avoided: weights, their gradient in each lane, and the optimiser's two moments.
    private static void requireMemory(Finetuning run) {
        long lanes = run.settings().lanes();
        long least = run.model().decoder().parameters().stream()
                .mapToLong(p -> p.count() * p.tensor().element_size() + (p.trainable() ? trained(p, lanes) : 0))
                .sum();
        OptionalLong available = ProcessMemory.availableBytes();
        if (available.isPresent() && least > available.getAsLong()) {
            throw AssayException.of(
                    "ASSAY-5070",
                    "The fine-tune would not fit the memory.",
                    String.format(
                            "needed for weights, gradients and optimiser alone: %,d MiB; free: %,d MiB",
                            least >> 20, available.getAsLong() >> 20),
                    "use method.kind = \"lora\", training.lanes = 1, or a smaller model");
        }
    }

    private static long trained(Parameter parameter, long lanes) {
        return parameter.count() * 4 * (lanes + 2);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("assay-rehearsal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
