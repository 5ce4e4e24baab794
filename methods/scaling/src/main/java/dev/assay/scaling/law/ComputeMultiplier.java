package dev.assay.scaling.law;

import dev.assay.stats.Descriptive;

/// How many times the compute of one frontier another one needs for the same loss.
///
/// @param mean      over the points of the one frontier
/// @param deviation standard deviation over them
/// @param points    whose loss the other reaches too; with none the mean is not a number
public record ComputeMultiplier(double mean, double deviation, int points) {
    /// How much cheaper a frontier is than a reference, usually dense; above 1 it is cheaper.
    public static ComputeMultiplier of(Frontier frontier, Frontier reference) {
        double[] ratios = frontier.points().stream()
                .flatMap(point -> reference.computeAt(point.loss()).stream()
                        .map(compute -> compute / point.compute())
                        .boxed())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new ComputeMultiplier(
                ratios.length == 0 ? Double.NaN : Descriptive.mean(ratios),
                ratios.length < 2 ? 0 : Math.sqrt(Descriptive.variance(ratios)),
                ratios.length);
    }
}
