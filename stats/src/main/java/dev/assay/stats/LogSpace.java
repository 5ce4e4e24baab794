package dev.assay.stats;

import org.hipparchus.special.Beta;

/// Sums and binomial probabilities by their natural logarithms, right where the numbers themselves are far too
/// small for a `double`.
///
/// The logarithm of zero is minus infinity, which every function takes and may give.
public final class LogSpace {
    /// Natural logarithm of 10; divide by it for powers of ten.
    public static final double LN_10 = Math.log(10);

    private static final double LN_2 = Math.log(2);

    private static final double LN_2_PI = Math.log(2 * Math.PI);

    /// Below this mean `x / mean` might overflow.
    private static final double SMALL_MEAN = 1e-280;

    /// The terms of the deviance's series, whose ratio is at most 1/100.
    private static final int DEVIANCE_TERMS = 8;

    /// The errors of Stirling's formula for 1 to 15; from 16 on five terms of its series suffice.
    private static final double[] STIRLING_ERRORS = {
        0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
        0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
        0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801
    };

    private LogSpace() {}

    /// `log Σ exp(x)`, as `m + log Σ exp(x - m)` with m the largest; minus infinity of nothing.
    public static double logSumExp(double... logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (Double.isInfinite(largest) || Double.isNaN(largest)) {
            return largest;
        }
        double[] terms = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            terms[i] = Math.exp(logs[i] - largest);
        }
        return largest + Math.log(Descriptive.sum(terms));
    }

    /// `log(exp(a) + exp(b))`.
    public static double logAdd(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return Double.isInfinite(high) ? high : high + Math.log1p(Math.exp(low - high));
    }

    /// `log(exp(a) - exp(b))`.
    ///
    /// @throws IllegalArgumentException if b is larger than a
    public static double logSubtract(double a, double b) {
        if (!(a >= b)) {
            throw new IllegalArgumentException("the difference is negative: exp(" + a + ") - exp(" + b + ")");
        }
        return b == Double.NEGATIVE_INFINITY ? a : a + log1mexp(b - a);
    }

    /// `log(1 - exp(x))` for x at most 0, without loss near 0 or far below it.
    ///
    /// Source: Mächler, "Accurately computing log(1 - exp(-|a|))" (2012).
    ///
    /// @throws IllegalArgumentException if x is positive
    public static double log1mexp(double x) {
        if (!(x <= 0)) {
            throw new IllegalArgumentException("1 - exp(x) is negative for x = " + x);
        }
        return x > -LN_2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /// The logarithm of the number of ways to choose k of n things,
    /// `log C(n, k) = -log(n + 1) - log B(n - k + 1, k + 1)`.
    ///
    /// Minus infinity for k below 0 or above n. The beta function does not cancel for large n as a difference of
    /// `log n!` would.
    ///
    /// @throws IllegalArgumentException if n is negative
    public static double logChoose(long n, long k) {
        requireCount(n);
        if (k < 0 || k > n) {
            return Double.NEGATIVE_INFINITY;
        }
        if (k == 0 || k == n) {
            return 0;
        }
        return -Math.log(n + 1.0) - Beta.logBeta(n - k + 1.0, k + 1.0);
    }

    /// The logarithm of a binomial probability, `log P(X = k)` for `X ~ Binomial(n, p)`.
    ///
    /// The error is some `1e-14` of the result, for large n too.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double logBinomial(long k, long n, double p) {
        requireCount(n);
        requireProbability(p);
        return k < 0 || k > n ? Double.NEGATIVE_INFINITY : Math.min(0, logTerm(k, n, Chance.of(p)));
    }

    /// The logarithm of an upper tail, `log P(X >= k)` for `X ~ Binomial(n, p)`.
    ///
    /// Beyond the mean it is `P(X = k) · (1 + r(k) + r(k) r(k+1) + ...)` with
    /// `r(i) = (n - i) / (i + 1) · p / (1 - p) < 1`, all terms positive; before the mean it is one minus the lower
    /// tail. Cost: a few times `√n` steps at worst.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double logBinomialUpperTail(long k, long n, double p) {
        requireCount(n);
        requireProbability(p);
        return logUpperTail(k, n, Chance.of(p));
    }

    /// [#logBinomialUpperTail] of a probability that is given by its logarithm, so that it may lie far below the
    /// range of a `double`: `log P(X >= k)` for `X ~ Binomial(n, exp(logP))`.
    ///
    /// @throws IllegalArgumentException if k is no count up to n, or `logP` is positive or not a number
    public static double logBinomialUpperTailOfLog(long k, long n, double logP) {
        requireHits(k, n);
        requireLogProbability(logP);
        return logUpperTail(k, n, Chance.ofLog(logP));
    }

    /// The logarithm of a lower tail, `log P(X <= k)` for `X ~ Binomial(n, p)`.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double logBinomialLowerTail(long k, long n, double p) {
        requireCount(n);
        requireProbability(p);
        return k < 0
                ? Double.NEGATIVE_INFINITY
                : logUpperTail(n - k, n, Chance.of(p).opposite());
    }

    /// [#logBinomialUpperTail] as a power of ten.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double log10BinomialUpperTail(long k, long n, double p) {
        return logBinomialUpperTail(k, n, p) / LN_10;
    }

    /// [#logBinomialLowerTail] as a power of ten.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double log10BinomialLowerTail(long k, long n, double p) {
        return logBinomialLowerTail(k, n, p) / LN_10;
    }

    private static double logUpperTail(long k, long n, Chance chance) {
        if (k <= 0) {
            return 0;
        }
        if (k > n || chance.logP == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        if (chance.logP == 0) {
            return 0;
        }
        return k > n * chance.p
                ? logTailBeyondMean(k, n, chance)
                : log1mexp(logTailBeyondMean(n - k + 1, n, chance.opposite()));
    }

    private static double logTailBeyondMean(long k, long n, Chance chance) {
        double odds = chance.p / chance.q;
        double sum = 1;
        double term = 1;
        for (long i = k; i < n && term > sum * 1e-18; i++) {
            term *= (n - i) / (i + 1.0) * odds;
            sum += term;
        }
        return Math.min(0, Math.log(sum) + logTerm(k, n, chance));
    }

    /// `log P(X = k)` for k from 0 to n.
    ///
    /// Between the ends it is
    /// `δ(n) - δ(k) - δ(n - k) - D(k, np) - D(n - k, nq) + log(n / (2π k (n - k))) / 2`,
    /// with δ the [error of Stirling's formula][#stirlingError] and D the [deviance][#deviance]. The deviances are
    /// not negative, so nothing of the size of n cancels, as it does in `log C(n, k) + k log p + (n - k) log q`.
    /// Source: Loader, "Fast and accurate computation of binomial probabilities" (2000).
    private static double logTerm(long k, long n, Chance chance) {
        if (n == 0) {
            return 0;
        }
        if (k == n) {
            return n * chance.logP;
        }
        if (k == 0) {
            return n * chance.logQ;
        }
        long misses = n - k;
        double stirling = stirlingError(n) - stirlingError(k) - stirlingError(misses);
        double deviance = deviance(k, n, chance.p, chance.logP) + deviance(misses, n, chance.q, chance.logQ);
        return stirling - deviance + 0.5 * (Math.log((double) n / k / misses) - LN_2_PI);
    }

    /// `D(x, np) = x log(x / np) + np - x`. Near the mean, where these terms cancel, it is the series
    /// `(x - np) v + 2 x (v³/3 + v⁵/5 + ...)` with `v = (x - np) / (x + np)`.
    private static double deviance(double x, double n, double p, double logP) {
        double mean = n * p;
        double v = (x - mean) / (x + mean);
        if (Math.abs(v) >= 0.1) {
            double log = mean > SMALL_MEAN ? Math.log(x / mean) : Math.log(x / n) - logP;
            return x * log + mean - x;
        }
        double sum = (x - mean) * v;
        double power = 2 * x * v;
        for (int i = 3; i <= 2 * DEVIANCE_TERMS + 1; i += 2) {
            power *= v * v;
            sum += power / i;
        }
        return sum;
    }

    /// `δ(n) = log n! - log(√(2πn) (n/e)ⁿ)` for n at least 1.
    private static double stirlingError(long n) {
        if (n <= STIRLING_ERRORS.length) {
            return STIRLING_ERRORS[(int) n - 1];
        }
        double square = (double) n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
                / n;
    }

    static void requireHits(long k, long n) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException(k + " hits in " + n + " trials");
        }
    }

    static void requireLogProbability(double logP) {
        if (!(logP <= 0)) {
            throw new IllegalArgumentException("the logarithm of a probability is at most 0: " + logP);
        }
    }

    private static void requireCount(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("n is a count: " + n);
        }
    }

    private static void requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a probability lies between 0 and 1: " + p);
        }
    }

    /// The chance of a hit and of a miss, each in full precision also where the other is next to 1.
    private record Chance(double p, double q, double logP, double logQ) {
        static Chance of(double p) {
            return new Chance(p, 1 - p, Math.log(p), Math.log1p(-p));
        }

        static Chance ofLog(double logP) {
            return new Chance(Math.exp(logP), -Math.expm1(logP), logP, log1mexp(logP));
        }

        Chance opposite() {
            return new Chance(q, p, logQ, logP);
        }
    }
}
