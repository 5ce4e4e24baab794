package dev.assay.nn.train;

import dev.assay.base.AssayException;
import dev.assay.base.ProcessMemory;
import dev.assay.base.TemporaryFolder;
import dev.assay.nn.Parameter;
import java.util.List;
import java.util.OptionalLong;

/// What a run will take, learned from a few steps of it.
///
/// @param peakBytes      the most memory that the process will hold at once; empty where the system does
///     not tell
/// @param secondsPerStep of the fastest step
/// @param steps          of the whole run
public record TrainingEstimate(OptionalLong peakBytes, double secondsPerStep, long steps) {
    private static final int REHEARSED = 3;

    /// Seconds of the whole run.
    public double seconds() {
        return secondsPerStep * steps;
    }

    static <B> TrainingEstimate of(TrainingPlan plan, Objective<B> objective) {
        double[] fastest = {Double.POSITIVE_INFINITY};
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            ProcessMemory.forgetPeak();
            new Trainer<>(plan.withSteps(REHEARSED), objective, folder.path()).rehearse(new TrainingListener() {
                @Override
                public void stepped(StepReport report) {
                    fastest[0] = Math.min(fastest[0], report.seconds());
                }
            });
            return new TrainingEstimate(ProcessMemory.peakBytes(), fastest[0], plan.steps());
        }
    }

    /// @throws AssayException `ASSAY-5070` if what cannot be avoided does not fit the memory
    static void requireMemory(TrainingPlan plan, List<Parameter> parameters) {
        OptionalLong available = ProcessMemory.availableBytes();
        long least = leastBytes(plan, parameters);
        if (available.isPresent() && least > available.getAsLong()) {
            throw AssayException.of(
                    "ASSAY-5070",
                    "The training would not fit the memory.",
                    String.format(
                            "needed for gradients and optimiser alone: %,d MiB; free: %,d MiB",
                            least >> 20, available.getAsLong() >> 20),
                    "train fewer numbers (adapters), set training.lanes = 1, or take a smaller model");
        }
    }

    /// What a run cannot avoid beside the weights that are loaded already: the gradient in each lane, the
    /// optimiser's state, and f32 masters where the model computes in fewer bits.
    static long leastBytes(TrainingPlan plan, List<Parameter> parameters) {
        int state = plan.optimizer().stateBytesPerNumber();
        return parameters.stream()
                .filter(Parameter::trainable)
                .filter(p -> p.tensor().is_cpu())
                .mapToLong(p -> p.count() * (state + Float.BYTES * (plan.lanes() + (long) Masters.besides(p))))
                .sum();
    }
}
