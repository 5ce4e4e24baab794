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
    /// The error is about `1e-15 · n` absolutely, since it is a sum of terms of the size of n.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double logBinomial(long k, long n, double p) {
        requireProbability(p);
        double log = logChoose(n, k);
        if (log == Double.NEGATIVE_INFINITY) {
            return log;
        }
        double hits = k == 0 ? 0 : k * Math.log(p);
        double misses = k == n ? 0 : (n - k) * Math.log1p(-p);
        return Math.min(0, log + hits + misses);
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
        if (k <= 0) {
            return 0;
        }
        if (k > n || p == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (p == 1) {
            return 0;
        }
        return k > n * p
                ? Math.min(0, logTailFrom(k, n, p / (1 - p)) + logBinomial(k, n, p))
                : log1mexp(logBinomialLowerTail(k - 1, n, p));
    }

    /// The logarithm of a lower tail, `log P(X <= k)` for `X ~ Binomial(n, p)`.
    ///
    /// @throws IllegalArgumentException if n is negative or p lies outside 0 to 1
    public static double logBinomialLowerTail(long k, long n, double p) {
        requireCount(n);
        requireProbability(p);
        if (k >= n) {
            return 0;
        }
        if (k < 0 || p == 1) {
            return Double.NEGATIVE_INFINITY;
        }
        if (p == 0) {
            return 0;
        }
        return k < n * p
                ? Math.min(0, logTailFrom(n - k, n, (1 - p) / p) + logBinomial(k, n, p))
                : log1mexp(logBinomialUpperTail(k + 1, n, p));
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

    /// The tail from k on over its first term, by its logarithm.
    private static double logTailFrom(long k, long n, double odds) {
        double sum = 1;
        double term = 1;
        for (long i = k; i < n && term > sum * 1e-18; i++) {
            term *= (n - i) / (i + 1.0) * odds;
            sum += term;
        }
        return Math.log(sum);
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
}
