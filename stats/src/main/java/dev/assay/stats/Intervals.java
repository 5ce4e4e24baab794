package dev.assay.stats;

import dev.assay.base.Interval;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/// Confidence intervals by formula; those by resampling are in [Bootstrap].
public final class Intervals {
    private Intervals() {}

    /// Of a mean, by Student's t: `mean ± t(1 - α/2; n - 1) · sd / √n`.
    ///
    /// Right for independent values that are roughly normal, or many. Source: Student (1908).
    ///
    /// @throws IllegalArgumentException if there are fewer than two values or one is not finite
    public static Interval mean(double[] values, double level) {
        requireLevel(level);
        double mean = Descriptive.mean(values);
        double error = Descriptive.standardError(values);
        if (!Double.isFinite(error)) {
            throw new IllegalArgumentException("the mean of values that are not finite has no interval");
        }
        double half = new TDistribution(values.length - 1).inverseCumulativeProbability((1 + level) / 2) * error;
        return new Interval(mean, mean - half, mean + half, level, values.length);
    }

    /// Of a proportion k of n, by Wilson's score: the p for which `|k/n - p| <= z √(p (1 - p) / n)`.
    ///
    /// Its coverage is close to the level on average; the usual choice. Source: Wilson (1927), as in Newcombe,
    /// "Two-sided confidence intervals for the single proportion" (1998), method 3.
    ///
    /// @throws IllegalArgumentException unless `0 <= k <= n` and n is positive
    public static Interval wilson(long k, long n, double level) {
        requireProportion(k, n);
        double z = z(level);
        double p = (double) k / n;
        double centre = (k + z * z / 2) / (n + z * z);
        double half = z / (n + z * z) * Math.sqrt(p * (n - k) + z * z / 4);
        double low = k == 0 ? 0 : Math.max(0, centre - half);
        double high = k == n ? 1 : Math.min(1, centre + half);
        return new Interval(p, Math.min(low, p), Math.max(high, p), level, n);
    }

    /// Of a proportion k of n, by Clopper and Pearson: its coverage is never below the level, and often above.
    ///
    /// `P(X >= k | low) = α/2` and `P(X <= k | high) = α/2`, which are quantiles of beta distributions.
    /// Source: Clopper and Pearson (1934).
    ///
    /// @throws IllegalArgumentException unless `0 <= k <= n` and n is positive
    public static Interval clopperPearson(long k, long n, double level) {
        requireProportion(k, n);
        requireLevel(level);
        double tail = (1 - level) / 2;
        double p = (double) k / n;
        double low = k == 0 ? 0 : new BetaDistribution(k, n - k + 1.0).inverseCumulativeProbability(tail);
        double high = k == n ? 1 : new BetaDistribution(k + 1.0, n - k).inverseCumulativeProbability(1 - tail);
        return new Interval(p, Math.min(low, p), Math.max(high, p), level, n);
    }

    /// Of the difference of two independent proportions, `k1/n1 - k2/n2`, from their Wilson intervals `(l1, u1)`
    /// and `(l2, u2)`: `d - √((p1 - l1)² + (u2 - p2)²)` to `d + √((u1 - p1)² + (p2 - l2)²)`.
    ///
    /// Source: Newcombe, "Interval estimation for the difference between independent proportions" (1998), method
    /// 10.
    ///
    /// @throws IllegalArgumentException unless each k is a count up to its n and each n is positive
    public static Interval difference(long k1, long n1, long k2, long n2, double level) {
        Interval first = wilson(k1, n1, level);
        Interval second = wilson(k2, n2, level);
        double difference = first.estimate() - second.estimate();
        double below = Math.hypot(first.estimate() - first.low(), second.high() - second.estimate());
        double above = Math.hypot(first.high() - first.estimate(), second.estimate() - second.low());
        return new Interval(
                difference, Math.max(-1, difference - below), Math.min(1, difference + above), level, n1 + n2);
    }

    /// The quantile of the standard normal distribution that leaves half of `1 - level` on either side.
    static double z(double level) {
        requireLevel(level);
        return new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
    }

    private static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1: " + level);
        }
    }

    private static void requireProportion(long k, long n) {
        if (n < 1 || k < 0 || k > n) {
            throw new IllegalArgumentException("no proportion: " + k + " of " + n);
        }
    }
}
