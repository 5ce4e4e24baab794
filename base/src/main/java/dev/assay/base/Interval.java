package dev.assay.base;

/// An estimate with its confidence interval.
///
/// @param estimate the point estimate
/// @param low      lower end, at most the estimate
/// @param high     upper end, at least the estimate
/// @param level    confidence level, such as 0.95
/// @param n        how many independent units it rests on
public record Interval(double estimate, double low, double high, double level, long n) {
    public Interval {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1: " + level);
        }
        if (low > estimate || high < estimate) {
            throw new IllegalArgumentException("estimate " + estimate + " lies outside [" + low + ", " + high + "]");
        }
        if (n < 0) {
            throw new IllegalArgumentException("n is a count: " + n);
        }
    }

    /// Half the width of the interval.
    public double halfWidth() {
        return (high - low) / 2;
    }

    /// Whether a value lies inside, ends included.
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
