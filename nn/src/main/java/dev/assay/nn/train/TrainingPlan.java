package dev.assay.nn.train;

import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;

/// The settings of a training run, apart from model and data.
///
/// @param steps           optimiser steps
/// @param lanes how many sums of gradients are formed side by side; it fixes the order of summation, so that
///     results do not depend on how many workers there are
/// @param workers         threads that work on lanes, at most one per lane; each uses one core
/// @param optimizer       which, with its settings
/// @param schedule        of the learning rate
/// @param clip            the norm to which the gradient is cut; 0 never cuts
/// @param seed            of dropout and the like
/// @param logEvery        steps between lines of the log
/// @param validateEvery   steps between validations; 0 only at the end
/// @param checkpointEvery steps between checkpoints; 0 only at the end
/// @param keepLast        how many checkpoints stay, beside the best
public record TrainingPlan(
        long steps,
        int lanes,
        int workers,
        OptimizerPlan optimizer,
        Schedule schedule,
        double clip,
        long seed,
        long logEvery,
        long validateEvery,
        long checkpointEvery,
        int keepLast) {
    public TrainingPlan {
        require(steps >= 1, "steps is at least 1, not " + steps);
        require(lanes >= 1, "lanes is at least 1, not " + lanes);
        require(workers >= 1 && workers <= lanes, "workers lies between 1 and lanes (" + lanes + "), not " + workers);
        require(clip >= 0 && clip < Double.POSITIVE_INFINITY, "clip is a norm of at least 0, not " + clip);
        require(logEvery >= 1, "log-every is at least 1, not " + logEvery);
        require(validateEvery >= 0, "validate-every is at least 0, not " + validateEvery);
        require(checkpointEvery >= 0, "checkpoint-every is at least 0, not " + checkpointEvery);
        require(keepLast >= 1, "keep-last is at least 1, not " + keepLast);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// A plan with the usual settings: two lanes, cosine schedule with 5 % warm-up, gradients cut at norm 1.
    public static TrainingPlan of(long steps, OptimizerPlan optimizer, long seed) {
        int workers = Math.min(2, Runtime.getRuntime().availableProcessors());
        Schedule schedule = new Schedule.Cosine(steps / 20, 0.1);
        return new TrainingPlan(steps, 2, workers, optimizer, schedule, 1, seed, 10, 0, 0, 1);
    }

    /// The same for another number of steps, with nothing validated or saved on the way.
    public TrainingPlan withSteps(long others) {
        return new TrainingPlan(others, lanes, workers, optimizer, schedule, clip, seed, logEvery, 0, 0, keepLast);
    }

    /// The same with other numbers of lanes and workers.
    public TrainingPlan withLanes(int otherLanes, int otherWorkers) {
        return new TrainingPlan(
                steps,
                otherLanes,
                otherWorkers,
                optimizer,
                schedule,
                clip,
                seed,
                logEvery,
                validateEvery,
                checkpointEvery,
                keepLast);
    }

    /// The same with other intervals of checkpoints.
    public TrainingPlan withCheckpoints(long every, int keep) {
        return new TrainingPlan(
                steps, lanes, workers, optimizer, schedule, clip, seed, logEvery, validateEvery, every, keep);
    }
}
