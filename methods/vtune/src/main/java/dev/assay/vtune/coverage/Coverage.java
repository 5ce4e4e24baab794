package dev.assay.vtune.coverage;

import dev.assay.base.Interval;
import dev.assay.stats.ExactTests;
import dev.assay.stats.Ranking;
import dev.assay.stats.ShareAbove;
import dev.assay.stats.Significance;
import java.util.Arrays;

/// How much of the data a model was trained on, by how well it knows rows that were sent and rows of the same
/// kind that were not.
///
/// A row that was sent and not used is known as well as one that was not sent, so that the rows not sent are the
/// reference of [ShareAbove]. What comes out is a lower bound: rows that were used and did not stick count as
/// unused.
///
/// @param sent scores of rows that were sent, higher is known better
/// @param held scores of rows that were not
/// @param passedOver rows that were sent and are too long for the model; nothing is said of such
public record Coverage(double[] sent, double[] held, int passedOver) {
    /// Fewer rows say nothing.
    public static final int FEWEST = 8;

    private static final double LEVEL = 0.95;
    private static final int ROUNDS = 20_000;

    /// @throws IllegalArgumentException if there are fewer than [#FEWEST] of either, or a score is not finite
    public Coverage {
        if (sent.length < FEWEST || held.length < FEWEST) {
            throw new IllegalArgumentException(
                    "needs " + FEWEST + " rows of each kind: " + sent.length + ", " + held.length);
        }
        if (!Arrays.stream(sent).allMatch(Double::isFinite)
                || !Arrays.stream(held).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a score is not finite");
        }
    }

    /// The least share of the sent rows that was used: an estimate, and the lower end of its 95 % interval; the
    /// upper end is 1, since used rows need not stick.
    public Interval used() {
        return ShareAbove.least(sent, held, LEVEL, 1);
    }

    /// The chance that a row that was sent is known better than one that was not; 0.5 where nothing was used.
    public Interval auroc() {
        double[] all = new double[sent.length + held.length];
        boolean[] first = new boolean[all.length];
        System.arraycopy(sent, 0, all, 0, sent.length);
        System.arraycopy(held, 0, all, sent.length, held.length);
        Arrays.fill(first, 0, sent.length, true);
        return Ranking.aurocInterval(all, first, LEVEL);
    }

    /// The two-sided p-value that both are known equally well, by swapping members of pairs of a sent row and one
    /// that was not.
    public Significance difference() {
        int pairs = Math.min(sent.length, held.length);
        return ExactTests.permutation(Arrays.copyOf(sent, pairs), Arrays.copyOf(held, pairs), ROUNDS, 1);
    }
}
