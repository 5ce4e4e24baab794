package dev.assay.stats;

/// How surprising an observation is if nothing is going on.
///
/// @param logP natural logarithm of the p-value, at most 0; it stays exact where the p-value itself is too small
///     for a `double`
/// @param n    how many observations the test rests on, those that say nothing (ties) left out
public record Significance(double logP, long n) {
    public Significance {
        if (!(logP <= 0) || n < 0) {
            throw new IllegalArgumentException("no p-value: exp(" + logP + ") of " + n + " observations");
        }
    }

    /// The p-value: the probability of an observation at least as extreme; 0 below `1e-323`.
    public double pValue() {
        return Math.exp(logP);
    }

    /// The p-value's power of ten, such as -412.3.
    public double log10P() {
        return logP / LogSpace.LN_10;
    }
}
