package dev.assay.scaling.study;

import dev.assay.scaling.law.Point;
import dev.assay.scaling.law.Run;
import dev.assay.scaling.study.StudyPlan.Planned;
import java.util.List;
import java.util.Map;

/// A run of a study that has come to its end; a line of the study's log.
///
/// @param run            which
/// @param structuredMacs multiply-adds of the structured matrices for one sample, forward
/// @param macs           multiply-adds that count as compute for one sample, forward
/// @param parameters     numbers that were trained
/// @param points         compute and loss as the run went on; those of a run that diverged end there
/// @param diverged       whether its loss stopped being a number
/// @param measures       further numbers of the trained model
/// @param seconds        that it took
public record Finished(
        Planned run,
        long structuredMacs,
        long macs,
        long parameters,
        List<Point> points,
        boolean diverged,
        Map<String, Double> measures,
        double seconds) {
    public Finished {
        points = List.copyOf(points);
        measures = Map.copyOf(measures);
    }

    /// The loss at the end; not a number if it diverged.
    public double loss() {
        return diverged || points.isEmpty() ? Double.NaN : points.getLast().loss();
    }

    /// Its curve.
    public Run curve() {
        return new Run(run.name(), points);
    }
}
