package dev.assay.scaling.law;

import java.util.List;

/// One training run of a study.
///
/// @param name   such as `btt, width 256, seed 1`
/// @param points in the order of its steps
public record Run(String name, List<Point> points) {
    public Run {
        points = List.copyOf(points);
    }

    /// Whether some of its losses are no positive numbers.
    public boolean hasDiverged() {
        return points.stream().anyMatch(point -> !point.isUsable());
    }
}
