package dev.assay.stats;

import dev.assay.base.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Do events that are announced with 80 % happen in 80 of 100 cases?
///
/// Every function takes probabilities of an event, each from 0 to 1, and whether the event happened.
public final class Calibration {
    private Calibration() {}

    /// The cases whose probabilities lie close together.
    ///
    /// @param low             least probability that belongs here
    /// @param high            largest one
    /// @param meanProbability mean of the announced probabilities
    /// @param observed        share of cases in which the event happened, with Wilson's interval; n is their count
    public record Bin(double low, double high, double meanProbability, Interval observed) {
        /// Announced minus observed: above 0 where too much was promised.
        public double gap() {
            return meanProbability - observed.estimate();
        }
    }

    /// The reliability diagram over bins of equal width, `[i/b, (i+1)/b)` and the last one closed; empty ones are
    /// left out.
    ///
    /// @throws IllegalArgumentException if the lists do not match or are empty, or bins is below 1
    public static List<Bin> equalWidth(double[] probabilities, boolean[] happened, int bins, double level) {
        require(probabilities, happened);
        requireBins(bins);
        List<List<Integer>> members = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < probabilities.length; i++) {
            members.get(Math.min(bins - 1, (int) (probabilities[i] * bins))).add(i);
        }
        List<Bin> result = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            if (!members.get(bin).isEmpty()) {
                result.add(
                        bin(members.get(bin), probabilities, happened, (double) bin / bins, (bin + 1.0) / bins, level));
            }
        }
        return result;
    }

    /// The reliability diagram over bins of equal counts, as far as equal probabilities stay together.
    ///
    /// Source: Nguyen and O'Connor, "Posterior calibration and exploratory analysis for natural language processing
    /// models" (2015).
    ///
    /// @throws IllegalArgumentException if the lists do not match or are empty, or bins is below 1
    public static List<Bin> equalMass(double[] probabilities, boolean[] happened, int bins, double level) {
        require(probabilities, happened);
        requireBins(bins);
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        List<Bin> result = new ArrayList<>();
        int from = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int to = (int) ((long) bin * order.length / bins);
            while (to > from && to < order.length && probabilities[order[to]] == probabilities[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                double low = probabilities[order[from]];
                double high = probabilities[order[to - 1]];
                result.add(bin(Arrays.asList(order).subList(from, to), probabilities, happened, low, high, level));
                from = to;
            }
        }
        return result;
    }

    /// The expected calibration error over bins, `Σ (n_b / n) · |announced_b - observed_b|`.
    ///
    /// It depends on the bins, and is above 0 for a perfectly calibrated source too, by about `√(b / n)`.
    /// Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning"
    /// (2015).
    public static double expectedError(List<Bin> bins) {
        double total = bins.stream().mapToDouble(bin -> bin.observed().n()).sum();
        return bins.stream()
                .mapToDouble(bin -> bin.observed().n() / total * Math.abs(bin.gap()))
                .sum();
    }

    /// The largest calibration error of any bin, `max |announced_b - observed_b|`; 0 without bins.
    public static double maximumError(List<Bin> bins) {
        return bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).max().orElse(0);
    }

    /// The Brier score, `mean((p - y)²)` with y 1 where the event happened and 0 elsewhere; 0 is best.
    ///
    /// Source: Brier (1950), in the form for one event.
    ///
    /// @throws IllegalArgumentException if the lists do not match or are empty
    public static double brier(double[] probabilities, boolean[] happened) {
        require(probabilities, happened);
        double[] squares = new double[probabilities.length];
        Arrays.setAll(squares, i -> Math.pow(probabilities[i] - (happened[i] ? 1 : 0), 2));
        return Descriptive.mean(squares);
    }

    /// The logarithmic loss in nats, `-mean(log p)` of what happened; infinite if something happened that was
    /// called impossible, for nothing is clipped.
    ///
    /// Source: Good, "Rational decisions" (1952).
    ///
    /// @throws IllegalArgumentException if the lists do not match or are empty
    public static double logLoss(double[] probabilities, boolean[] happened) {
        require(probabilities, happened);
        double[] losses = new double[probabilities.length];
        Arrays.setAll(losses, i -> happened[i] ? -Math.log(probabilities[i]) : -Math.log1p(-probabilities[i]));
        return Descriptive.mean(losses);
    }

    private static Bin bin(
            List<Integer> members, double[] probabilities, boolean[] happened, double low, double high, double level) {
        double[] own = members.stream().mapToDouble(i -> probabilities[i]).toArray();
        long hits = members.stream().filter(i -> happened[i]).count();
        return new Bin(low, high, Descriptive.mean(own), Intervals.wilson(hits, members.size(), level));
    }

    private static void require(double[] probabilities, boolean[] happened) {
        if (probabilities.length == 0 || probabilities.length != happened.length) {
            throw new IllegalArgumentException(
                    "needs as many probabilities as outcomes: " + probabilities.length + ", " + happened.length);
        }
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("probability " + i + " lies outside 0 to 1: " + probabilities[i]);
            }
        }
    }

    private static void requireBins(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins are at least 1: " + bins);
        }
    }
}
