package dev.assay.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A test that may be looked at after every unit and stopped at any time: do units hit more often than `p0`?
///
/// The null says that each next unit hits with probability at most `p0`, whatever came before. For an alternative q
/// above `p0` the process is `E = Π (q/p0)^h ((1-q)/(1-p0))^(1-h)` with h = 1 for a hit and 0 for a miss: what a
/// gambler owns who began with 1 and bet on q at the odds of `p0`. Under the null no unit makes it grow on average,
/// so it ever reaches `1/α` with probability at most α. An average over alternatives keeps this.
/// Source: Ville, "Étude critique de la notion de collectif" (1939); Ramdas, Grünwald, Vovk and Shafer,
/// "Game-theoretic statistics and safe anytime-valid inference" (2023).
///
/// A value never changes: [#next] gives a new one.
public final class EProcess {
    private static final int MIXED = 9;

    /// What a hit adds to the logarithm, for each alternative.
    private final double[] gains;

    /// What a miss adds to the logarithm, for each alternative.
    private final double[] losses;

    private final int units;
    private final int hits;
    private final double logE;
    private final double largestLogE;

    private EProcess(double[] gains, double[] losses, int units, int hits, double logE, double largestLogE) {
        this.gains = gains;
        this.losses = losses;
        this.units = units;
        this.hits = hits;
        this.logE = logE;
        this.largestLogE = largestLogE;
    }

    /// A process before its first unit that averages over those alternatives of 0.1, 0.2, ..., 0.9 that lie above
    /// `p0`.
    ///
    /// @param logP0 the logarithm of `p0`, which may lie far below the range of a `double`
    /// @throws IllegalArgumentException if `p0` does not lie between 0 and 1, or no alternative lies above it
    public static EProcess against(double logP0) {
        double[] above = IntStream.rangeClosed(1, MIXED)
                .mapToDouble(tenths -> tenths / 10.0)
                .filter(q -> Math.log(q) > logP0)
                .toArray();
        return start(logP0, above);
    }

    /// A process before its first unit with one alternative. At q = 1 a single miss loses all.
    ///
    /// @param logP0 the logarithm of `p0`, which may lie far below the range of a `double`
    /// @param q     above `p0` and at most 1
    /// @throws IllegalArgumentException if `p0` does not lie between 0 and 1, or q not between `p0` and 1
    public static EProcess against(double logP0, double q) {
        if (!(Math.log(q) > logP0 && q <= 1)) {
            throw new IllegalArgumentException("an alternative lies above exp(" + logP0 + ") and at most at 1: " + q);
        }
        return start(logP0, q);
    }

    private static EProcess start(double logP0, double... alternatives) {
        if (!(logP0 > Double.NEGATIVE_INFINITY && logP0 < 0)) {
            throw new IllegalArgumentException("p0 lies between 0 and 1: exp(" + logP0 + ")");
        }
        if (alternatives.length == 0) {
            throw new IllegalArgumentException("no alternative lies above p0: exp(" + logP0 + ")");
        }
        double logMiss = LogSpace.log1mexp(logP0);
        double[] gains =
                Arrays.stream(alternatives).map(q -> Math.log(q) - logP0).toArray();
        double[] losses =
                Arrays.stream(alternatives).map(q -> Math.log1p(-q) - logMiss).toArray();
        return new EProcess(gains, losses, 0, 0, 0, 0);
    }

    /// The process after one more unit.
    public EProcess next(boolean hit) {
        int nextUnits = Math.addExact(units, 1);
        int nextHits = hit ? hits + 1 : hits;
        double next = logE(nextUnits - nextHits, nextHits);
        return new EProcess(gains, losses, nextUnits, nextHits, next, Math.max(largestLogE, next));
    }

    /// By counts rather than by adding to the last value, so that rounding does not build up.
    private double logE(int misses, int hits) {
        double[] logs = new double[gains.length];
        for (int i = 0; i < logs.length; i++) {
            double lost = misses == 0 ? 0 : misses * losses[i];
            logs[i] = hits * gains[i] + lost;
        }
        return logs.length == 1 ? logs[0] : LogSpace.logSumExp(logs) - Math.log(logs.length);
    }

    /// The evidence against the null so far, `log E`; 0 at the start, negative where units hit less than expected.
    public double logE() {
        return logE;
    }

    /// [#logE] as a power of ten.
    public double log10E() {
        return logE / LogSpace.LN_10;
    }

    /// The largest [#logE] so far, the 0 of the start included.
    public double largestLogE() {
        return largestLogE;
    }

    /// The logarithm of the p-value that holds at any time, one over the largest E so far.
    public double logP() {
        return 0 - largestLogE;
    }

    /// Whether E ever reached `1/α`, which under the null happens with probability at most α.
    ///
    /// @throws IllegalArgumentException if alpha is not above 0 and at most 1
    public boolean rejects(double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("a level lies above 0 and is at most 1: " + alpha);
        }
        return logP() <= Math.log(alpha);
    }

    /// How many units were seen.
    public int units() {
        return units;
    }

    /// How many of them hit.
    public int hits() {
        return hits;
    }
}
