package dev.assay.nn.train;

import dev.assay.base.AssayException;
import dev.assay.base.ProcessMemory;
import dev.assay.base.TemporaryFolder;
import dev.assay.nn.Parameter;
import java.util.List;
import java.util.OptionalLong;

/// What a run will take, learned from a few steps of it.
///
/// @param peakBytes      the most memory that the process will hold at once; empty where the system does not
///     tell
/// @param secondsPerStep of the fastest step
/// @param steps          of the whole run
public record TrainingEstimate(OptionalLong peakBytes, double secondsPerStep, long steps) {
    private static final int REHEARSED = 3;

    /// f32 numbers that every trained one needs beside itself: its gradient in each lane, and the optimiser's
    /// two.
    private static final int MOMENTS = 2;

    /// Seconds of the whole run.
    public double seconds() {
        return secondsPerStep * steps;
    }

    static <B> TrainingEstimate of(TrainingPlan plan, Objective<B> objective) {
        requireMemory(plan, objective.parameters());
        double[] fastest = {Double.POSITIVE_INFINITY};
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            ProcessMemory.forgetPeak();
            new Trainer<>(plan.withSteps(REHEARSED), objective, folder.path()).train(new TrainingListener() {
                @Override
                public void stepped(StepReport report) {
                    fastest[0] = Math.min(fastest[0], report.seconds());
                }
            });
            return new TrainingEstimate(ProcessMemory.peakBytes(), fastest[0], plan.steps());
        }
    }

    private static void requireMemory(TrainingPlan plan, List<Parameter> parameters) {
        OptionalLong available = ProcessMemory.availableBytes();
        long least = leastBytes(plan, parameters);
        if (available.isPresent() && least > available.getAsLong()) {
            throw AssayException.of(
                    "ASSAY-5070",
                    "The training would not fit the memory.",
                    String.format(
                            "needed for weights, gradients and optimiser alone: %,d MiB; free: %,d MiB",
                            least >> 20, available.getAsLong() >> 20),
                    "train fewer numbers (adapters), set training.lanes = 1, or take a smaller model");
        }
    }

    /// What cannot be avoided: weights, their gradient in each lane, and the optimiser's two moments.
    static long leastBytes(TrainingPlan plan, List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(p -> p.count() * p.tensor().element_size() + (p.trainable() ? trained(plan, p) : 0))
                .sum();
    }

    private static long trained(TrainingPlan plan, Parameter parameter) {
        return parameter.count() * Float.BYTES * (plan.lanes() + MOMENTS);
    }
}
