package dev.assay.stats;

import java.util.Arrays;

/// How many of several independent trials hit, where each has its own probability.
public final class PoissonBinomial {
    private PoissonBinomial() {}

    /// The logarithm of an upper tail, `log P(at least k hits)` of independent trials.
    ///
    /// With `D(i, j) = log P(j hits in the first i trials)`, adding a trial of probability p is
    /// `D(i, j) = log(exp(D(i-1, j) + log(1 - p)) + exp(D(i-1, j-1) + log p))`. The tail is summed on its smaller
    /// side; where that is the lower one, the result is one minus it. All of it stays logarithms, so that
    /// probabilities may lie far below the range of a `double`. Cost: `n² / 2` steps and memory for n numbers.
    ///
    /// @param logP the logarithm of each trial's probability
    /// @throws IllegalArgumentException if k is no count up to the number of trials, or a logarithm is positive or
    ///     not a number
    public static double logUpperTail(int k, double[] logP) {
        LogSpace.requireHits(k, logP.length);
        double[] hits = logDistribution(logP);
        if (k == 0) {
            return 0;
        }
        double upper = LogSpace.logSumExp(Arrays.copyOfRange(hits, k, hits.length));
        double lower = LogSpace.logSumExp(Arrays.copyOf(hits, k));
        return lower < upper ? LogSpace.log1mexp(lower) : upper;
    }

    private static double[] logDistribution(double[] logP) {
        double[] hits = new double[logP.length + 1];
        Arrays.fill(hits, Double.NEGATIVE_INFINITY);
        hits[0] = 0;
        for (int i = 0; i < logP.length; i++) {
            LogSpace.requireLogProbability(logP[i]);
            double logMiss = LogSpace.log1mexp(logP[i]);
            for (int j = i + 1; j > 0; j--) {
                hits[j] = LogSpace.logAdd(hits[j] + logMiss, hits[j - 1] + logP[i]);
            }
            hits[0] += logMiss;
        }
        return hits;
    }
}
