package dev.assay.stats;

import java.util.Arrays;

/// Mean, spread and quantiles of a sample.
public final class Descriptive {
    private Descriptive() {}

    /// The sum, with the rounding of each addition carried along.
    ///
    /// Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
    public static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + lost : sum;
    }

    /// The mean, `Σ x / n`.
    ///
    /// @throws IllegalArgumentException if there are no values
    public static double mean(double[] values) {
        requireSize(values, 1);
        return sum(values) / values.length;
    }

    /// The variance of the population that the sample was drawn from, `Σ (x - mean)² / (n - 1)`.
    ///
    /// @throws IllegalArgumentException if there are fewer than two values
    public static double variance(double[] values) {
        requireSize(values, 2);
        double mean = mean(values);
        double[] squares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        return sum(squares) / (values.length - 1);
    }

    /// The standard deviation, the root of the [variance][#variance].
    ///
    /// @throws IllegalArgumentException if there are fewer than two values
    public static double standardDeviation(double[] values) {
        return Math.sqrt(variance(values));
    }

    /// The standard error of the mean, `sd / √n`.
    ///
    /// @throws IllegalArgumentException if there are fewer than two values
    public static double standardError(double[] values) {
        return standardDeviation(values) / Math.sqrt(values.length);
    }

    /// A quantile, with straight lines between the order statistics: at `h = (n - 1) p` it is
    /// `x[⌊h⌋] + (h - ⌊h⌋) (x[⌊h⌋ + 1] - x[⌊h⌋])`, the values sorted and counted from 0.
    ///
    /// Source: Hyndman and Fan, "Sample quantiles in statistical packages" (1996), type 7.
    ///
    /// @param p from 0 (the least) to 1 (the largest)
    /// @throws IllegalArgumentException if there are no values, one is not a number, or p lies outside 0 to 1
    public static double quantile(double[] values, double p) {
        requireSize(values, 1);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("a quantile of values that are not numbers");
        }
        return quantileOfSorted(sorted, p);
    }

    /// The quantile of values that are sorted already.
    static double quantileOfSorted(double[] sorted, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile's place lies between 0 and 1: " + p);
        }
        double place = (sorted.length - 1) * p;
        int below = (int) Math.floor(place);
        double rest = place - below;
        return rest == 0 ? sorted[below] : sorted[below] + rest * (sorted[below + 1] - sorted[below]);
    }

    /// The median, the quantile at one half.
    ///
    /// @throws IllegalArgumentException if there are no values or one is not a number
    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static void requireSize(double[] values, int least) {
        if (values.length < least) {
            throw new IllegalArgumentException("needs at least " + least + " values, found " + values.length);
        }
    }
}
