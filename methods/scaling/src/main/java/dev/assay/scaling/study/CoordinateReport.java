package dev.assay.scaling.study;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import dev.assay.nn.optim.MuP;
import dev.assay.stats.Descriptive;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a [CoordinateCheck] found over several widths.
///
/// @param lines      one for each structure and mode
/// @param provenance where it came from
public record CoordinateReport(List<Line> lines, Provenance provenance) implements Evidence.Source {
    private static final double WIDEST_RATIO = 1.5;

    public CoordinateReport {
        lines = List.copyOf(lines);
    }

    /// @param structure in words
    /// @param mode      how learning rates are taken over
    /// @param widths    from the narrowest
    public record Line(String structure, MuP.Mode mode, List<Width> widths) {
        public Line {
            widths = List.copyOf(widths);
        }

        /// The change at the last width as a share of that at the first.
        public double ratio() {
            return widths.getLast().mean() / widths.getFirst().mean();
        }

        private String name() {
            return structure + ", " + mode.name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param width   of the network
    /// @param changes by seed
    public record Width(long width, List<Double> changes) {
        public Width {
            changes = List.copyOf(changes);
        }

        /// Over the seeds.
        public double mean() {
            return Descriptive.mean(
                    changes.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                "layers.check",
                "Coordinate check",
                "Does a learning rate that suits one width suit another?",
                lines.stream()
                        .map(line ->
                                String.format(Locale.ROOT, "%s: widest to narrowest %.2f.", line.name(), line.ratio()))
                        .collect(Collectors.joining(" ")),
                List.of(),
                List.of(table()),
                List.of(plot()),
                lines.stream().map(CoordinateReport::finding).toList(),
                provenance);
    }

    private static Finding finding(Line line) {
        boolean flat = line.ratio() < WIDEST_RATIO && line.ratio() > 1 / WIDEST_RATIO;
        return new Finding(
                flat ? Finding.Severity.PASSED : Finding.Severity.ISSUE,
                String.format(
                        Locale.ROOT,
                        "%s: the change of a step is %.2f times as large at the widest as at the narrowest; %s.",
                        line.name(),
                        line.ratio(),
                        flat ? "learning rates carry over" : "learning rates do not carry over"));
    }

    private Table table() {
        return new Table(
                "Change of the hidden state in a step",
                List.of("structure", "mode", "width", "mean", "by seed"),
                lines.stream()
                        .flatMap(line -> line.widths().stream()
                                .map(each -> List.of(
                                        line.structure(),
                                        line.mode().name().toLowerCase(Locale.ROOT),
                                        String.valueOf(each.width()),
                                        String.format(Locale.ROOT, "%.4f", each.mean()),
                                        each.changes().stream()
                                                .map(change -> String.format(Locale.ROOT, "%.4f", change))
                                                .collect(Collectors.joining(", ")))))
                        .toList());
    }

    private Plot plot() {
        return new Plot(
                "Change of the hidden state in a step",
                Plot.Axis.logarithmic("width"),
                Plot.Axis.logarithmic("root mean square"),
                lines.stream()
                        .map(line -> Plot.Series.of(
                                line.name(),
                                Plot.Mark.LINE,
                                line.widths().stream().mapToDouble(Width::width).toArray(),
                                line.widths().stream().mapToDouble(Width::mean).toArray()))
                        .toList());
    }
}
