package dev.assay.stats;

import org.hipparchus.stat.regression.SimpleRegression;

/// A line `y = intercept + slope · x` by least squares.
///
/// @param intercept      at `x = 0`
/// @param slope          per unit of `x`
/// @param interceptError standard error; not a number with two points
/// @param slopeError     standard error; not a number with two points
/// @param points         that were fitted
public record LinearFit(double intercept, double slope, double interceptError, double slopeError, int points) {
    /// The line of some points.
    ///
    /// @throws IllegalArgumentException if there are not as many `y` as `x`, fewer than two, or no two
    ///     different `x`
    public static LinearFit of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "a line needs two points at least and a y for each x: " + x.length + " and " + y.length);
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(x[i], y[i]);
        }
        if (!(regression.getXSumSquares() > 0)) {
            throw new IllegalArgumentException("a line needs two different x");
        }
        return new LinearFit(
                regression.getIntercept(),
                regression.getSlope(),
                regression.getInterceptStdErr(),
                regression.getSlopeStdErr(),
                x.length);
    }
}
