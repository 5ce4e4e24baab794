package dev.assay.vtune.verify;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.stats.ExactTests;
import dev.assay.stats.Intervals;
import dev.assay.vtune.match.AnswerMetric;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// How well a model does the task of the data.
///
/// @param metric   by which answers were judged
/// @param missing  rows that are left out, since one of the models had no answer
/// @param tuned    the score of each row for the model that was delivered
/// @param base     for the model that it was made of, on the same rows; empty where that was not at hand
/// @param expected the least mean score of a model that learned the data; empty where that was not said
public record TaskResult(
        AnswerMetric metric, int missing, double[] tuned, Optional<double[]> base, Optional<Double> expected) {
    private static final double LEVEL = 0.95;
    private static final int ROUNDS = 20_000;

    public TaskResult {
        if (tuned.length == 0
                || base.filter(other -> other.length != tuned.length).isPresent()) {
            throw new IllegalArgumentException("scores of the same rows are compared, and of one at least");
        }
    }

    /// Of scores as [TaskCheck#ask] gives them: rows that a model had no answer to are left out of both, since they
    /// say nothing of what it can do.
    ///
    /// @throws AssayException `ASSAY-4156` if more than half are left out
    public static TaskResult of(
            AnswerMetric metric, double[] tuned, Optional<double[]> base, Optional<Double> expected) {
        int[] known = IntStream.range(0, tuned.length)
                .filter(row ->
                        !Double.isNaN(tuned[row] + base.map(other -> other[row]).orElse(0.0)))
                .toArray();
        if (2 * known.length < tuned.length) {
            throw AssayException.of(
                    "ASSAY-4156",
                    "The task cannot be judged: " + (tuned.length - known.length) + " of " + tuned.length
                            + " queries had no answer.",
                    "the task's queries",
                    "the same command with the same --out asks them again");
        }
        return new TaskResult(
                metric, tuned.length - known.length, at(tuned, known), base.map(other -> at(other, known)), expected);
    }

    private static double[] at(double[] scores, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
    }

    /// The mean score, with its 95 % interval.
    public Interval score() {
        return mean(tuned);
    }

    /// The same for the model that it was made of.
    public Optional<Interval> baseScore() {
        return base.map(TaskResult::mean);
    }

    /// Of successes and failures by Wilson's score, which knows that all failures are no proof of none.
    private static Interval mean(double[] scores) {
        boolean counted = Arrays.stream(scores).allMatch(score -> score == 0 || score == 1);
        return counted || scores.length < 2
                ? Intervals.wilson(Math.round(Arrays.stream(scores).sum()), scores.length, LEVEL)
                : Intervals.mean(scores, LEVEL);
    }

    /// The p-value of the sign-flip permutation test that the model is no better than what it was made of.
    public Optional<Double> pValue() {
        return base.map(other -> {
            double both = ExactTests.permutation(tuned, other, ROUNDS, 1).pValue();
            return gain(other) > 0 ? both / 2 : 1 - both / 2;
        });
    }

    private double gain(double[] other) {
        double sum = 0;
        for (int i = 0; i < tuned.length; i++) {
            sum += tuned[i] - other[i];
        }
        return sum / tuned.length;
    }

    /// Whether the model is better than what it was made of (p below 0.05); true where that was not at hand.
    public boolean isImproved() {
        return pValue().map(p -> p < 1 - LEVEL).orElse(true);
    }

    /// Whether the model may reach what was expected: its interval does not lie below. True where nothing was.
    public boolean isAsExpected() {
        return expected.map(least -> score().high() >= least).orElse(true);
    }

    /// Whether it does the task, as far as that was measured.
    public boolean isDone() {
        return isImproved() && isAsExpected();
    }
}
