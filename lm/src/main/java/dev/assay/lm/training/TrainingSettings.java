package dev.assay.lm.training;

import dev.assay.base.Default;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Threads;

/// The `[training]` table of a configuration.
///
/// @param steps           optimiser steps; 0 takes them from `epochs`
/// @param epochs          passes over the data, where `steps` is 0
/// @param rows            sequences in a step
/// @param microRows       sequences that go through the model together; fewer take less memory
/// @param learningRate    peak
/// @param weightDecay     of matrices
/// @param beta1           of AdamW
/// @param beta2           of AdamW
/// @param schedule        shape of the learning rate's fall
/// @param warmup          share of the steps in which the rate rises
/// @param floor           share of the peak that remains at the end
/// @param clip            norm to which gradients are cut; 0 never
/// @param lanes           sums of gradients that are formed side by side; changes the last bits of
///     results
/// @param workers         threads; 0 takes one for each lane, as far as there are cores
/// @param seed            of everything random
/// @param precision       in which the model computes
/// @param checkpointing   whether activations are computed again to save memory
/// @param logEvery        steps
/// @param validateEvery   steps; 0 only at the end
/// @param checkpointEvery steps; 0 only at the end
/// @param keepLast        checkpoints
public record TrainingSettings(
        @Default("0") long steps,
        @Default("1") double epochs,
        @Default("8") int rows,
        @Default("4") int microRows,
        @Default("3e-4") double learningRate,
        @Default("0.1") double weightDecay,
        @Default("0.9") double beta1,
        @Default("0.95") double beta2,
        @Default("cosine") Fall schedule,
        @Default("0.05") double warmup,
        @Default("0.1") double floor,
        @Default("1.0") double clip,
        @Default("2") int lanes,
        @Default("0") int workers,
        @Default("1") long seed,
        @Default("f32") Precision precision,
        @Default("false") boolean checkpointing,
        @Default("10") long logEvery,
        @Default("0") long validateEvery,
        @Default("100") long checkpointEvery,
        @Default("2") int keepLast) {
    /// Shape of the learning rate's fall after its rise.
    public enum Fall {
        CONSTANT,
        COSINE,
        LINEAR
    }

    public TrainingSettings {
        require(steps >= 0, "steps is at least 0, not " + steps);
        require(epochs > 0 && epochs < 1e6, "epochs is above 0, not " + epochs);
        require(rows >= 1 && rows <= 1 << 20, "rows is at least 1, not " + rows);
        require(
                microRows >= 1 && microRows <= rows,
                "micro-rows lies between 1 and rows (" + rows + "), not " + microRows);
        require(warmup >= 0 && warmup <= 1, "warmup is a share of the steps, in [0, 1], not " + warmup);
        require(workers >= 0, "workers is at least 0, not " + workers);
        require(lanes >= 1 && lanes <= 1024, "lanes lies between 1 and 1024, not " + lanes);
        require(floor >= 0 && floor <= 1, "floor is a share of the peak, in [0, 1], not " + floor);
        require(clip >= 0 && clip < Double.POSITIVE_INFINITY, "clip is a norm of at least 0, not " + clip);
        require(logEvery >= 1, "log-every is at least 1, not " + logEvery);
        require(validateEvery >= 0, "validate-every is at least 0, not " + validateEvery);
        require(checkpointEvery >= 0, "checkpoint-every is at least 0, not " + checkpointEvery);
        require(keepLast >= 1, "keep-last is at least 1, not " + keepLast);
        optimizer(learningRate, beta1, beta2, weightDecay);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static OptimizerPlan.AdamW optimizer(double rate, double beta1, double beta2, double decay) {
        return new OptimizerPlan.AdamW(rate, beta1, beta2, 1e-8, decay);
    }

    /// How many steps a run over so many windows has.
    public long stepsOver(long windows) {
        return steps > 0 ? steps : Math.max(1, Math.round(epochs * windows / rows));
    }

    /// The plan of a run of so many steps.
    public TrainingPlan plan(long allSteps) {
        long rise = Math.round(warmup * allSteps);
        Schedule fall = switch (schedule) {
            case CONSTANT -> new Schedule.Constant();
            case COSINE -> new Schedule.Cosine(rise, floor);
            case LINEAR -> new Schedule.Linear(rise, floor);
        };
        int threads = workers > 0 ? Math.min(workers, lanes) : Math.min(lanes, Threads.available());
        return new TrainingPlan(
                allSteps,
                lanes,
                threads,
                optimizer(learningRate, beta1, beta2, weightDecay),
                fall,
                clip,
                seed,
                logEvery,
                validateEvery,
                checkpointEvery,
                keepLast);
    }
}
