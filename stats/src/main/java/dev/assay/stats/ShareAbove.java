package dev.assay.stats;

import dev.assay.base.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.distribution.continuous.BetaDistribution;

/// What share of a sample does not come from the distribution of a reference, but lies higher.
///
/// Let `t` be a quantile of the reference, `q` the chance of the reference to lie at or below it, and `F` the share of
/// the sample that does. Members that come from the reference's distribution do so with chance `q` and the others
/// with some chance, so that `F >= (1 - share) q` and `share >= 1 - F / q`. Ties are broken at random, so that what
/// holds for distributions without ties holds for all.
///
/// Storey's estimate, "A direct approach to false discovery rates" (2002), section 3, with a reference in place of
/// a known null distribution.
public final class ShareAbove {
    private ShareAbove() {}

    /// The reference's quantiles that are tried: members that lie higher show best where few of the reference lie.
    private static final double[] QUANTILES = {0.125, 0.25, 0.5};

    /// An estimate of the least share, and an interval whose lower end holds with the level's confidence whatever
    /// the distributions: by Clopper and Pearson for `F` and, for `q`, by the law of an order statistic,
    /// `Beta(k, m + 1 - k)`. The best of three quantiles is taken, so that each of the six bounds gets a sixth of
    /// what the level leaves. The interval's upper end is 1, since members that lie below may come from anywhere.
    ///
    /// @param seed of the ties
    /// @throws IllegalArgumentException if either is empty, or a value is not finite
    public static Interval least(double[] sample, double[] reference, double level, long seed) {
        if (sample.length == 0 || reference.length == 0) {
            throw new IllegalArgumentException("there is no share of nothing");
        }
        requireFinite(sample);
        requireFinite(reference);
        RandomGenerator random = Bootstrap.random(seed);
        List<Ranked> sorted = ranked(reference, random).stream().sorted().toList();
        List<Ranked> members = ranked(sample, random);
        double each = (1 - level) / (2 * QUANTILES.length);
        Interval best = new Interval(0, 0, 1, level, sample.length);
        for (double quantile : QUANTILES) {
            int rank = Math.max(1, (int) Math.round(quantile * (sorted.size() + 1)));
            Ranked border = sorted.get(rank - 1);
            long below = members.stream()
                    .filter(member -> member.compareTo(border) < 0)
                    .count();
            double most =
                    Intervals.clopperPearson(below, sample.length, 1 - 2 * each).high();
            double least = new BetaDistribution(rank, sorted.size() + 1.0 - rank).inverseCumulativeProbability(each);
            double estimate = Math.clamp(1 - (double) below / sample.length / (rank / (sorted.size() + 1.0)), 0, 1);
            double low = Math.clamp(1 - most / least, 0, estimate);
            if (low > best.low() || (best.low() == 0 && estimate > best.estimate())) {
                best = new Interval(estimate, low, 1, level, sample.length);
            }
        }
        return best;
    }

    private record Ranked(double value, double tie) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            int order = Double.compare(value, other.value);
            return order == 0 ? Double.compare(tie, other.tie) : order;
        }
    }

    private static List<Ranked> ranked(double[] values, RandomGenerator random) {
        return Arrays.stream(values)
                .mapToObj(value -> new Ranked(value, random.nextDouble()))
                .toList();
    }

    private static void requireFinite(double[] values) {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a value is not finite");
        }
    }
}
