package dev.assay.stats;

import dev.assay.base.Interval;
import java.util.Arrays;
import java.util.Comparator;

/// How well scores put positive cases above negative ones.
public final class Ranking {
    private Ranking() {}

    /// The area under the receiver operating curve: the probability that a positive case has a higher score than a
    /// negative one, equal scores counting half.
    ///
    /// By the rank sum of the m positive cases among all, `(R - m (m + 1) / 2) / (m n)`, equal scores sharing their
    /// mean rank. Cost: one sort. Source: Mann and Whitney (1947); Hanley and McNeil (1982).
    ///
    /// @throws IllegalArgumentException if the lists do not match, a score is not a number, or a kind is missing
    public static double auroc(double[] scores, boolean[] positive) {
        return area(placements(scores, positive));
    }

    /// The same with DeLong's interval, `A ± z √(S₁/m + S₀/n)`, S being the variances of the positive and the
    /// negative cases' placements, cut off at 0 and 1.
    ///
    /// Where all positives lie above all negatives the variance is 0 and the interval a single point; that says
    /// nothing about how sure one can be.
    /// Source: DeLong, DeLong and Clarke-Pearson (1988); computed as in Sun and Xu, "Fast implementation of
    /// DeLong's algorithm" (2014).
    ///
    /// @throws IllegalArgumentException as for [#auroc], or if there are fewer than two cases of a kind
    public static Interval aurocInterval(double[] scores, boolean[] positive, double level) {
        Placements placed = placements(scores, positive);
        double area = area(placed);
        double error = error(placed.positives(), placed.negatives());
        double half = Intervals.z(level) * error;
        return new Interval(area, Math.max(0, area - half), Math.min(1, area + half), level, scores.length);
    }

    /// The difference of two areas on the same cases, first minus second, with DeLong's interval for paired areas.
    ///
    /// @throws IllegalArgumentException as for [#aurocInterval]
    public static Interval aurocDifference(double[] first, double[] second, boolean[] positive, double level) {
        Placements one = placements(first, positive);
        Placements two = placements(second, positive);
        double[] positives = minus(one.positives(), two.positives());
        double[] negatives = minus(one.negatives(), two.negatives());
        double difference = Math.clamp(Descriptive.mean(positives), -1.0, 1.0);
        double half = Intervals.z(level) * error(positives, negatives);
        return new Interval(
                difference, Math.max(-1, difference - half), Math.min(1, difference + half), level, first.length);
    }

    /// The share of the other kind that each case is rightly apart from.
    private record Placements(double[] positives, double[] negatives) {}

    private static double area(Placements placed) {
        return Math.clamp(Descriptive.mean(placed.positives()), 0.0, 1.0);
    }

    private static Placements placements(double[] scores, boolean[] positive) {
        require(scores, positive);
        double[] all = midranks(scores);
        double[] up = new double[scores.length];
        double[] down = new double[scores.length];
        int m = of(scores, positive, true, up);
        int n = of(scores, positive, false, down);
        if (m == 0 || n == 0) {
            throw new IllegalArgumentException("needs positive and negative cases: " + m + ", " + n);
        }
        double[] upRanks = midranks(Arrays.copyOf(up, m));
        double[] downRanks = midranks(Arrays.copyOf(down, n));
        double[] positives = new double[m];
        double[] negatives = new double[n];
        int i = 0;
        int j = 0;
        for (int each = 0; each < scores.length; each++) {
            if (positive[each]) {
                positives[i] = (all[each] - upRanks[i]) / n;
                i++;
            } else {
                negatives[j] = 1 - (all[each] - downRanks[j]) / m;
                j++;
            }
        }
        return new Placements(positives, negatives);
    }

    private static int of(double[] scores, boolean[] positive, boolean kind, double[] into) {
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i] == kind) {
                into[count] = scores[i];
                count++;
            }
        }
        return count;
    }

    /// Ranks from 1, equal values sharing the mean of theirs.
    static double[] midranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double error(double[] positives, double[] negatives) {
        return Math.sqrt(Descriptive.variance(positives) / positives.length
                + Descriptive.variance(negatives) / negatives.length);
    }

    private static double[] minus(double[] first, double[] second) {
        double[] difference = new double[first.length];
        Arrays.setAll(difference, i -> first[i] - second[i]);
        return difference;
    }

    private static void require(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "needs as many scores as labels: " + scores.length + ", " + positive.length);
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
        }
    }
}
