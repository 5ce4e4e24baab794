package dev.assay.scaling.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// The least loss that was reached for each amount of compute, over all runs of one structure.
///
/// The lower convex hull of all points, in logarithms, and the points that come near to it, of which
/// each improves on those that cost less. Source: the protocol of Potapczynski et al., "Searching for
/// Efficient Linear Layers" (2024).
///
/// @param points  by compute, the loss falling
/// @param left    names of runs of which something was left out, since they diverged
public record Frontier(List<Point> points, List<String> left) {
    public Frontier {
        points = List.copyOf(points);
        left = List.copyOf(left);
    }

    /// How a frontier is taken.
    ///
    /// @param threshold   share by which a point's loss may lie above the hull
    /// @param irreducible loss that no model can go below, taken away first
    public record Rules(double threshold, double irreducible) {
        public Rules {
            if (!(threshold >= 0) || !(irreducible >= 0)) {
                throw new IllegalArgumentException(
                        "a threshold and an irreducible loss are at least 0: " + threshold + ", " + irreducible);
            }
        }

        /// Within 5 %, nothing taken away.
        public static final Rules DEFAULT = new Rules(0.05, 0);
    }

    /// Of some runs; losses that are no positive numbers are left out and their runs named.
    ///
    /// @throws IllegalArgumentException if nothing is left
    public static Frontier of(List<Run> runs, Rules rules) {
        List<String> left = new ArrayList<>();
        List<Point> all = new ArrayList<>();
        for (Run run : runs) {
            List<Point> usable = run.points().stream()
                    .map(point -> new Point(point.compute(), point.loss() - rules.irreducible()))
                    .filter(Point::isUsable)
                    .toList();
            if (usable.size() < run.points().size()) {
                left.add(run.name());
            }
            all.addAll(usable);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no run has a loss that is a positive number");
        }
        all.sort(Comparator.comparingDouble(Point::compute).thenComparingDouble(Point::loss));
        return new Frontier(improving(near(all, hull(all), rules.threshold())), left);
    }

    /// The lower convex hull in logarithms, from the cheapest point to the dearest.
    private static List<Point> hull(List<Point> sorted) {
        List<Point> hull = new ArrayList<>();
        for (Point point : sorted) {
            if (!hull.isEmpty() && hull.getLast().compute() == point.compute()) {
                continue;
            }
            while (hull.size() > 1 && !turnsUp(hull.get(hull.size() - 2), hull.getLast(), point)) {
                hull.removeLast();
            }
            hull.add(point);
        }
        return hull;
    }

    private static boolean turnsUp(Point a, Point b, Point c) {
        return (b.logCompute() - a.logCompute()) * (c.logLoss() - a.logLoss())
                > (b.logLoss() - a.logLoss()) * (c.logCompute() - a.logCompute());
    }

    private static List<Point> near(List<Point> sorted, List<Point> hull, double threshold) {
        return sorted.stream()
                .filter(point -> point.loss() <= (1 + threshold) * at(hull, point.compute()) * (1 + 1e-12))
                .toList();
    }

    /// The line between a hull's corners, in logarithms.
    private static double at(List<Point> hull, double compute) {
        int next = 0;
        while (next < hull.size() - 1 && hull.get(next).compute() < compute) {
            next++;
        }
        if (next == 0) {
            return hull.getFirst().loss();
        }
        Point a = hull.get(next - 1);
        Point b = hull.get(next);
        double share = (Math.log(compute) - a.logCompute()) / (b.logCompute() - a.logCompute());
        return Math.exp(a.logLoss() + share * (b.logLoss() - a.logLoss()));
    }

    private static List<Point> improving(List<Point> sorted) {
        List<Point> kept = new ArrayList<>();
        for (Point point : sorted) {
            if (kept.isEmpty() || point.loss() < kept.getLast().loss()) {
                kept.add(point);
            }
        }
        return kept;
    }

    /// The points whose compute lies in a window, ends included.
    public List<Point> within(double least, double most) {
        return points.stream()
                .filter(point -> least <= point.compute() && point.compute() <= most)
                .toList();
    }

    /// The compute at which a loss is reached, between two points by a line in logarithms.
    ///
    /// @return nothing for a loss that lies outside the frontier
    public OptionalDouble computeAt(double loss) {
        for (int i = 1; i < points.size(); i++) {
            Point a = points.get(i - 1);
            Point b = points.get(i);
            if (b.loss() <= loss && loss <= a.loss()) {
                double share = (Math.log(loss) - a.logLoss()) / (b.logLoss() - a.logLoss());
                return OptionalDouble.of(Math.exp(a.logCompute() + share * (b.logCompute() - a.logCompute())));
            }
        }
        return OptionalDouble.empty();
    }
}
