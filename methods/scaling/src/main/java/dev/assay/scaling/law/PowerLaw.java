package dev.assay.scaling.law;

import dev.assay.stats.LinearFit;
import java.util.List;

/// `loss = factor · compute^(-exponent)`, fitted by least squares in logarithms.
///
/// @param factor        the loss at a compute of 1
/// @param exponent      how fast the loss falls
/// @param factorError   standard error of the factor's logarithm
/// @param exponentError standard error of the exponent
/// @param points        that were fitted
public record PowerLaw(double factor, double exponent, double factorError, double exponentError, int points) {
    /// The law of some points.
    ///
    /// @throws IllegalArgumentException if there are fewer than three, or all have the same compute
    public static PowerLaw fit(List<Point> points) {
        if (points.size() < 3) {
            throw new IllegalArgumentException("a power law needs three points, not " + points.size());
        }
        LinearFit line = LinearFit.of(
                points.stream().mapToDouble(Point::logCompute).toArray(),
                points.stream().mapToDouble(Point::logLoss).toArray());
        return new PowerLaw(
                Math.exp(line.intercept()), -line.slope(), line.interceptError(), line.slopeError(), points.size());
    }

    /// The loss that it foretells.
    public double loss(double compute) {
        return factor * Math.pow(compute, -exponent);
    }
}
