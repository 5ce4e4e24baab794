package dev.assay.stats;

import dev.assay.base.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// Confidence intervals by drawing the sample anew from itself.
///
/// The drawn units must be independent: where several values belong together (sentences of one
/// document), draw documents. Where an end would lie on the wrong side of the estimate, as it may for a
/// biased statistic, it is moved to the estimate. The same seed gives the same interval on every
/// machine.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 14.
///
/// @param rounds how often the sample is drawn; 2,000 or more for an interval
/// @param level  confidence level, such as 0.95
/// @param seed   of the draws
public record Bootstrap(int rounds, double level, long seed) {
    public Bootstrap {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds are at least 1: " + rounds);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1: " + level);
        }
    }

    /// The percentile interval of a statistic: the quantiles `α/2` and `1 - α/2` of its values over the draws.
    ///
    /// @throws IllegalArgumentException if there are no values
    public Interval percentile(double[] values, ToDoubleFunction<double[]> statistic) {
        return percentileOf(values.length, drawn -> statistic.applyAsDouble(pick(values, drawn)));
    }

    /// The percentile interval of a statistic that is computed from the numbers of the drawn units.
    ///
    /// @param units     how many units the sample has
    /// @param statistic given `units` numbers from 0 to `units - 1`, each once for the estimate itself
    /// @throws IllegalArgumentException if there are no units
    public Interval percentileOf(int units, ToDoubleFunction<int[]> statistic) {
        double estimate = statistic.applyAsDouble(everyone(units));
        double[] drawn = draw(units, statistic);
        double tail = (1 - level) / 2;
        return interval(estimate, drawn, tail, 1 - tail, units);
    }

    /// The interval that is corrected for bias and for a spread that changes with the value (BCa).
    ///
    /// The quantiles are taken at `Φ(z0 + (z0 ± z) / (1 - a (z0 ± z)))`, where z0 comes from the share
    /// of draws below the estimate (equal ones count half) and a from leaving out one unit at a time.
    /// Cost: one statistic more for each unit.
    ///
    /// @throws IllegalArgumentException if there are fewer than two values
    public Interval bca(double[] values, ToDoubleFunction<double[]> statistic) {
        return bcaOf(values.length, drawn -> statistic.applyAsDouble(pick(values, drawn)));
    }

    /// The BCa interval of a statistic that is computed from the numbers of the drawn units.
    ///
    /// @throws IllegalArgumentException if there are fewer than two units
    public Interval bcaOf(int units, ToDoubleFunction<int[]> statistic) {
        if (units < 2) {
            throw new IllegalArgumentException("leaving one out needs at least two units: " + units);
        }
        double estimate = statistic.applyAsDouble(everyone(units));
        double[] drawn = draw(units, statistic);
        double bias = bias(estimate, drawn);
        double acceleration = acceleration(units, statistic);
        double z = Intervals.z(level);
        return interval(estimate, drawn, corrected(bias, acceleration, -z), corrected(bias, acceleration, z), units);
    }

    /// The interval of the mean difference of pairs, `mean(first - second)`, drawing pairs (BCa).
    ///
    /// @throws IllegalArgumentException if the lengths differ or there are fewer than two pairs
    public Interval pairedDifference(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "pairs need lists of one length: " + first.length + ", " + second.length);
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        return bca(differences, Descriptive::mean);
    }

    /// The percentile interval of a statistic of several groups' means, drawing anew within each group,
    /// so that each keeps its size.
    ///
    /// @param groups    at least one, none of them empty
    /// @param statistic given the groups' means, in their order
    /// @throws IllegalArgumentException if there is no group, or one is empty
    public Interval percentileOfMeans(List<double[]> groups, ToDoubleFunction<double[]> statistic) {
        if (groups.isEmpty() || groups.stream().anyMatch(group -> group.length == 0)) {
            throw new IllegalArgumentException("there is nothing to draw from");
        }
        RandomGenerator random = random(seed);
        double[] means = groups.stream().mapToDouble(Descriptive::mean).toArray();
        double estimate = statistic.applyAsDouble(means);
        double[] drawn = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < means.length; i++) {
                means[i] = drawnMean(groups.get(i), random);
            }
            drawn[round] = statistic.applyAsDouble(means);
        }
        Arrays.sort(drawn);
        double tail = (1 - level) / 2;
        return interval(
                estimate,
                drawn,
                tail,
                1 - tail,
                groups.stream().mapToInt(group -> group.length).sum());
    }

    private static double drawnMean(double[] group, RandomGenerator random) {
        double sum = 0;
        for (int i = 0; i < group.length; i++) {
            sum += group[random.nextInt(group.length)];
        }
        return sum / group.length;
    }

    /// A source of randomness that gives the same numbers on every machine.
    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private double[] draw(int units, ToDoubleFunction<int[]> statistic) {
        RandomGenerator random = random(seed);
        double[] values = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            int[] drawn = new int[units];
            Arrays.setAll(drawn, i -> random.nextInt(units));
            values[round] = statistic.applyAsDouble(drawn);
            if (Double.isNaN(values[round])) {
                throw new IllegalArgumentException("the statistic of draw " + round + " is not a number");
            }
        }
        Arrays.sort(values);
        return values;
    }

    private Interval interval(double estimate, double[] drawn, double lowPlace, double highPlace, int units) {
        double low = Descriptive.quantileOfSorted(drawn, lowPlace);
        double high = Descriptive.quantileOfSorted(drawn, highPlace);
        return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate), level, units);
    }

    /// z0: how far the estimate lies from the middle of the draws; bounded, as if one more draw lay on either side.
    private double bias(double estimate, double[] drawn) {
        double below = 0;
        for (double value : drawn) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        double share = Math.clamp(below / rounds, 1 / (rounds + 1.0), rounds / (rounds + 1.0));
        return new NormalDistribution().inverseCumulativeProbability(share);
    }

    /// a: `Σ (m - t)³ / (6 (Σ (m - t)²)^1.5)` over the statistics t without one unit each, m their mean.
    private static double acceleration(int units, ToDoubleFunction<int[]> statistic) {
        double[] without = new double[units];
        for (int left = 0; left < units; left++) {
            int out = left;
            without[left] = statistic.applyAsDouble(
                    IntStream.range(0, units).filter(i -> i != out).toArray());
        }
        double mean = Descriptive.mean(without);
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            squares += Math.pow(mean - value, 2);
            cubes += Math.pow(mean - value, 3);
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double corrected(double bias, double acceleration, double z) {
        double moved = bias + z;
        return new NormalDistribution().cumulativeProbability(bias + moved / (1 - acceleration * moved));
    }

    private static int[] everyone(int units) {
        if (units < 1) {
            throw new IllegalArgumentException("there is nothing to draw from");
        }
        return IntStream.range(0, units).toArray();
    }

    private static double[] pick(double[] values, int[] drawn) {
        double[] picked = new double[drawn.length];
        Arrays.setAll(picked, i -> values[drawn[i]]);
        return picked;
    }
}
