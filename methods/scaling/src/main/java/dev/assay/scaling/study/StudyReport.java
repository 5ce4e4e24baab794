package dev.assay.scaling.study;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.scaling.law.FitReport;
import dev.assay.scaling.law.Run;
import dev.assay.scaling.law.ScalingFit;
import dev.assay.stats.Intervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a study found.
///
/// @param loss       what the loss is
/// @param compute    what compute counts
/// @param falling    whether the learning rate falls during a run, so that only ends of runs are compared
/// @param runs       all of them
/// @param left       structures that fit no width near a budget
/// @param provenance where it came from
public record StudyReport(
        String loss, String compute, boolean falling, List<Finished> runs, List<String> left, Provenance provenance)
        implements Evidence.Source {
    private static final double LEVEL = 0.95;

    public StudyReport {
        runs = List.copyOf(runs);
        left = List.copyOf(left);
    }

    /// Runs that differ by their seeds alone.
    ///
    /// @param run  the first of them
    /// @param loss at the end, the mean over seeds; as wide as it may be with one seed
    /// @param all  the runs
    public record Cell(Finished run, Optional<Interval> loss, List<Finished> all) {
        /// The mean loss; not a number if every run diverged.
        public double mean() {
            return loss.map(Interval::estimate).orElse(Double.NaN);
        }
    }

    /// The runs by structure, width, mode and learning rate, in the order of the plan.
    public List<Cell> cells() {
        Map<List<Object>, List<Finished>> groups = runs.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(
                                each.run().structure(),
                                each.run().width(),
                                each.run().mode(),
                                each.run().learningRate()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.values().stream()
                .map(all -> new Cell(all.getFirst(), interval(all), all))
                .toList();
    }

    private static Optional<Interval> interval(List<Finished> all) {
        double[] losses = all.stream()
                .mapToDouble(Finished::loss)
                .filter(Double::isFinite)
                .toArray();
        return losses.length == 0
                ? Optional.empty()
                : Optional.of(
                        losses.length == 1
                                ? new Interval(losses[0], losses[0], losses[0], LEVEL, 1)
                                : Intervals.mean(losses, LEVEL));
    }

    /// The fit of each structure; of several modes and learning rates each structure's best one counts.
    public List<ScalingFit> fits() {
        Map<String, List<Run>> curves = new LinkedHashMap<>();
        best().values()
                .forEach(cell -> curves.computeIfAbsent(name(cell.run()), structure -> new ArrayList<>())
                        .addAll(cell.all().stream().map(Finished::curve).toList()));
        return ScalingFit.of(
                curves, ScalingFit.Rules.of(falling ? ScalingFit.Points.LAST : ScalingFit.Points.FRONTIER));
    }

    /// The cell of least loss for each structure and width.
    private Map<List<Object>, Cell> best() {
        Map<List<Object>, Cell> best = new LinkedHashMap<>();
        for (Cell cell : cells()) {
            best.merge(
                    List.of(cell.run().run().structure(), cell.run().run().width()),
                    cell,
                    (a, b) -> b.mean() < a.mean() ? b : a);
        }
        return best;
    }

    private static String name(Finished run) {
        return run.run().structure();
    }

    @Override
    public Evidence evidence() {
        List<Table> tables = new ArrayList<>(List.of(cellTable()));
        List<Plot> plots = new ArrayList<>();
        List<ScalingFit> fits = fits();
        if (fits.stream().anyMatch(fit -> fit.law().isPresent())) {
            tables.add(FitReport.table(fits, "dense"));
        }
        if (!fits.isEmpty()) {
            plots.add(FitReport.plot(fits, compute, loss));
        }
        if (runs.stream().map(each -> each.run().learningRate()).distinct().count() > 1) {
            plots.add(ratePlot());
        }
        return new Evidence(
                "layers.search",
                "Structured layers compared",
                "Which structure learns most for its compute?",
                summary(),
                measures(fits),
                tables,
                plots,
                findings(),
                provenance);
    }

    private String summary() {
        return best().values().stream()
                .filter(cell -> Double.isFinite(cell.mean()))
                .min(Comparator.comparingDouble(Cell::mean))
                .map(cell -> String.format(
                        Locale.ROOT,
                        "Over %d runs the least loss was that of %s at width %d: %.4f (%s).",
                        runs.size(),
                        name(cell.run()),
                        cell.run().run().width(),
                        cell.mean(),
                        loss))
                .orElse("No run came to its end with a loss that is a number.");
    }

    private static List<Measure> measures(List<ScalingFit> fits) {
        List<Measure> measures = new ArrayList<>();
        for (ScalingFit fit : fits) {
            fit.law().ifPresent(law -> {
                double half = 1.96 * law.exponentError();
                measures.add(Measure.of(
                        "exponent of " + fit.structure(),
                        new Interval(law.exponent(), law.exponent() - half, law.exponent() + half, LEVEL, law.points()),
                        ""));
            });
        }
        return measures;
    }

    private Table cellTable() {
        List<List<String>> rows = cells().stream()
                .map(cell -> List.of(
                        name(cell.run()),
                        String.valueOf(cell.run().run().width()),
                        cell.run().run().mode().name().toLowerCase(Locale.ROOT),
                        String.valueOf(cell.run().run().learningRate()),
                        String.format(Locale.ROOT, "%,d", cell.run().structuredMacs()),
                        String.format(Locale.ROOT, "%,d", cell.run().parameters()),
                        cell.loss()
                                .map(each -> String.format(Locale.ROOT, "%.4f", each.estimate()))
                                .orElse("diverged"),
                        cell.all().stream()
                                .map(each -> String.format(Locale.ROOT, "%.4f", each.loss()))
                                .collect(Collectors.joining(", ")),
                        vector(cell.run())))
                .toList();
        return new Table(
                "Runs",
                List.of(
                        "structure",
                        "width",
                        "mode",
                        "learning rate",
                        "structured multiply-adds a sample",
                        "parameters",
                        "mean loss",
                        "by seed",
                        "omega, psi, nu"),
                rows);
    }

    private static String vector(Finished run) {
        LayerDesign design = run.run().design();
        long width = run.run().width();
        var described = design.describe(width, width);
        return String.format(Locale.ROOT, "%.2f, %.2f, %.2f", described.omega(), described.psi(), described.nu());
    }

    private Plot ratePlot() {
        Map<String, List<Cell>> lines = cells().stream()
                .filter(cell -> Double.isFinite(cell.mean()))
                .collect(Collectors.groupingBy(
                        cell -> name(cell.run()) + ", width " + cell.run().run().width() + ", "
                                + cell.run().run().mode().name().toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Plot.Series> series = new ArrayList<>();
        lines.forEach((line, cells) -> series.add(Plot.Series.of(
                line,
                Plot.Mark.LINE,
                cells.stream()
                        .mapToDouble(cell -> cell.run().run().learningRate())
                        .toArray(),
                cells.stream().mapToDouble(Cell::mean).toArray())));
        return new Plot(
                "Loss by learning rate",
                Plot.Axis.logarithmic("learning rate at the base width"),
                Plot.Axis.logarithmic(loss),
                series);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<String> diverged = runs.stream()
                .filter(Finished::diverged)
                .map(each -> each.run().name())
                .toList();
        findings.add(
                diverged.isEmpty()
                        ? new Finding(Finding.Severity.PASSED, "No run diverged.")
                        : new Finding(
                                Finding.Severity.ISSUE,
                                "Runs whose loss stopped being a number are left out of all fits: "
                                        + String.join("; ", diverged) + "."));
        left.forEach(each -> findings.add(new Finding(Finding.Severity.TIP, each + ", and was not run.")));
        long seeds = runs.stream().map(each -> each.run().seed()).distinct().count();
        if (seeds < 2) {
            findings.add(new Finding(
                    Finding.Severity.NOT_CHECKED, "One seed: how much losses vary by chance was not measured."));
        }
        return findings;
    }
}
