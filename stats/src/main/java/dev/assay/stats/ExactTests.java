package dev.assay.stats;

import java.util.random.RandomGenerator;

/// Tests of significance that hold for every sample size, not only for large ones.
public final class ExactTests {
    /// Up to this many pairs all sign flips are counted; `2²⁰` of them take some tens of milliseconds.
    static final int ENUMERATED_PAIRS = 20;

    /// Probabilities that differ by less than this share count as equal, since they are computed with rounding.
    private static final double SAME = 1e-7;

    /// Which observations count as at least as extreme.
    public enum Alternative {
        /// Fewer hits than expected.
        LESS,
        /// More hits than expected.
        GREATER,
        /// Either way: all outcomes that are at most as likely as the observed one.
        TWO_SIDED
    }

    private ExactTests() {}

    /// The binomial test: are k hits in n trials compatible with a probability p?
    ///
    /// Two-sided, it sums `P(X = i)` over all i with `P(X = i) <= P(X = k)`.
    /// Source: Sterne, "Some remarks on confidence or fiducial limits" (1954); R's `binom.test` does the same.
    ///
    /// @throws IllegalArgumentException if k is no count up to n, or p lies outside 0 to 1
    public static Significance binomial(long k, long n, double p, Alternative alternative) {
        LogSpace.requireHits(k, n);
        double log = switch (alternative) {
            case LESS -> LogSpace.logBinomialLowerTail(k, n, p);
            case GREATER -> LogSpace.logBinomialUpperTail(k, n, p);
            case TWO_SIDED -> logTwoSided(k, n, p);
        };
        return new Significance(Math.min(0, log), n);
    }

    private static double logTwoSided(long k, long n, double p) {
        double limit = LogSpace.logBinomial(k, n, p) + SAME;
        long mode = Math.min(n, (long) Math.floor((n + 1.0) * p));
        if (LogSpace.logBinomial(mode, n, p) <= limit) {
            return 0;
        }
        return k < mode
                ? LogSpace.logAdd(
                        LogSpace.logBinomialLowerTail(k, n, p),
                        LogSpace.logBinomialUpperTail(firstUnlikely(mode, n, p, limit), n, p))
                : LogSpace.logAdd(
                        LogSpace.logBinomialUpperTail(k, n, p),
                        LogSpace.logBinomialLowerTail(lastUnlikely(mode, n, p, limit), n, p));
    }

    /// The first count above the mode that is at most as likely as the limit says; `n + 1` if there is none.
    private static long firstUnlikely(long mode, long n, double p, double limit) {
        long likely = mode;
        long unlikely = n + 1;
        while (unlikely - likely > 1) {
            long middle = likely + (unlikely - likely) / 2;
            if (LogSpace.logBinomial(middle, n, p) <= limit) {
                unlikely = middle;
            } else {
                likely = middle;
            }
        }
        return unlikely;
    }

    /// The last count below the mode that is at most as likely as the limit says; -1 if there is none.
    private static long lastUnlikely(long mode, long n, double p, double limit) {
        long unlikely = -1;
        long likely = mode;
        while (likely - unlikely > 1) {
            long middle = unlikely + (likely - unlikely) / 2;
            if (LogSpace.logBinomial(middle, n, p) <= limit) {
                unlikely = middle;
            } else {
                likely = middle;
            }
        }
        return unlikely;
    }

    /// McNemar's exact test, two-sided: of two methods tried on the same cases, does one succeed more often?
    ///
    /// Cases where both agree say nothing; of the `onlyFirst + onlySecond` others each has a fair coin's chance.
    /// Source: McNemar (1947); the exact form is the binomial test with p = 1/2.
    ///
    /// @param onlyFirst  cases where only the first succeeded
    /// @param onlySecond cases where only the second succeeded
    /// @throws IllegalArgumentException if a count is negative
    public static Significance mcNemar(long onlyFirst, long onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException("counts are not negative: " + onlyFirst + ", " + onlySecond);
        }
        return binomial(onlyFirst, onlyFirst + onlySecond, 0.5, Alternative.TWO_SIDED);
    }

    /// McNemar's exact test on two lists of successes over the same cases.
    ///
    /// @throws IllegalArgumentException if their lengths differ
    public static Significance mcNemar(boolean[] first, boolean[] second) {
        requireSameLength(first.length, second.length);
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += second[i] && !first[i] ? 1 : 0;
        }
        return mcNemar(onlyFirst, onlySecond);
    }

    /// The sign test on pairs, two-sided: is the first as often above the second as below? Equal pairs say nothing.
    ///
    /// Source: Arbuthnott (1710); ties left out as in Dixon and Mood (1946).
    ///
    /// @throws IllegalArgumentException if the lengths differ or a value is not a number
    public static Significance sign(double[] first, double[] second) {
        long above = 0;
        long below = 0;
        for (double difference : differences(first, second)) {
            above += difference > 0 ? 1 : 0;
            below += difference < 0 ? 1 : 0;
        }
        return binomial(above, above + below, 0.5, Alternative.TWO_SIDED);
    }

    /// The permutation test on pairs, two-sided: could the mean difference come from swapping the members of pairs
    /// by chance?
    ///
    /// With up to 20 pairs all `2ⁿ` swaps are counted and the p-value is exact. With more, `rounds` random ones are
    /// drawn and it is `(1 + hits) / (1 + rounds)`, which never claims more than was tried.
    /// Source: Fisher, "The Design of Experiments" (1935), section 21; Phipson and Smyth (2010) for the random
    /// form.
    ///
    /// @param rounds how many random swaps, used beyond 20 pairs
    /// @param seed   of the random swaps
    /// @throws IllegalArgumentException if the lengths differ, there are no pairs, a value is not finite, or
    ///     there are no rounds
    public static Significance permutation(double[] first, double[] second, int rounds, long seed) {
        double[] differences = differences(first, second);
        if (differences.length == 0 || rounds < 1) {
            throw new IllegalArgumentException("needs pairs and rounds: " + differences.length + ", " + rounds);
        }
        double p =
                differences.length <= ENUMERATED_PAIRS ? allSwaps(differences) : randomSwaps(differences, rounds, seed);
        return new Significance(Math.log(p), differences.length);
    }

    private static double allSwaps(double[] differences) {
        double limit = limit(differences);
        int swaps = 1 << differences.length;
        long hits = 0;
        for (int swap = 0; swap < swaps; swap++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += (swap >> i & 1) == 0 ? differences[i] : -differences[i];
            }
            hits += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (double) hits / swaps;
    }

    private static double randomSwaps(double[] differences, int rounds, long seed) {
        RandomGenerator random = Bootstrap.random(seed);
        double limit = limit(differences);
        long hits = 0;
        for (int round = 0; round < rounds; round++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            hits += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (1.0 + hits) / (1.0 + rounds);
    }

    /// The observed sum, lowered by what rounding may do to an equal one.
    private static double limit(double[] differences) {
        double sum = 0;
        double size = 0;
        for (double difference : differences) {
            sum += difference;
            size += Math.abs(difference);
        }
        return Math.abs(sum) - 1e-12 * size;
    }

    private static double[] differences(double[] first, double[] second) {
        requireSameLength(first.length, second.length);
        double[] differences = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            differences[i] = first[i] - second[i];
            if (!Double.isFinite(differences[i])) {
                throw new IllegalArgumentException("pair " + i + " has no difference: " + first[i] + ", " + second[i]);
            }
        }
        return differences;
    }

    private static void requireSameLength(int first, int second) {
        if (first != second) {
            throw new IllegalArgumentException("pairs need lists of one length: " + first + ", " + second);
        }
    }
}
