package dev.assay.scaling.law;

import dev.assay.stats.LinearFit;
import java.util.List;

/// `loss = floor + factor · compute^(-exponent)`: a power law above a loss that no compute goes below.
///
/// For each floor the rest is a line in logarithms; the floor is the one whose line leaves the least
/// squares, weighted so that they are those of the loss's own logarithm.
///
/// @param floor    what remains
/// @param factor   of the power
/// @param exponent of the power
/// @param error    root of the mean square of the difference of logarithms
public record OffsetLaw(double floor, double factor, double exponent, double error) {
    private static final int GRID = 200;
    private static final int ROUNDS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /// The law of some points.
    ///
    /// @throws IllegalArgumentException if there are fewer than four
    public static OffsetLaw fit(List<Point> points) {
        if (points.size() < 4) {
            throw new IllegalArgumentException("a power law above a floor needs four points, not " + points.size());
        }
        double least = points.stream().mapToDouble(Point::loss).min().orElseThrow();
        int best = 0;
        for (int i = 1; i < GRID; i++) {
            if (at(points, floor(least, i)).error < at(points, floor(least, best)).error) {
                best = i;
            }
        }
        return golden(points, floor(least, Math.max(0, best - 1)), floor(least, best + 1));
    }

    /// The grid is finer where a floor is nearly as high as the least loss.
    private static double floor(double least, double step) {
        double open = 1 - step / GRID;
        return least * (1 - open * open);
    }

    private static OffsetLaw golden(List<Point> points, double from, double to) {
        double low = from;
        double high = Math.nextDown(to);
        for (int round = 0; round < ROUNDS; round++) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (at(points, a).error < at(points, b).error) {
                high = b;
            } else {
                low = a;
            }
        }
        OffsetLaw inside = at(points, (low + high) / 2);
        OffsetLaw edge = at(points, from);
        return edge.error <= inside.error ? edge : inside;
    }

    private static OffsetLaw at(List<Point> points, double floor) {
        double[] x = points.stream().mapToDouble(Point::logCompute).toArray();
        double[] y = points.stream()
                .mapToDouble(point -> Math.log(Math.max(point.loss() - floor, 1e-12 * point.loss())))
                .toArray();
        LinearFit line = LinearFit.of(x, y);
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double foretold = floor + Math.exp(line.intercept() + line.slope() * x[i]);
            double difference = Math.log(foretold) - points.get(i).logLoss();
            squares += difference * difference;
        }
        return new OffsetLaw(floor, Math.exp(line.intercept()), -line.slope(), Math.sqrt(squares / points.size()));
    }

    /// The loss that it foretells.
    public double loss(double compute) {
        return floor + factor * Math.pow(compute, -exponent);
    }
}
