package dev.assay.scaling.law;

import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Fits as a table and a picture.
public final class FitReport {
    private static final int LINE_POINTS = 2;

    private FitReport() {}

    /// A row for each structure: its exponent and how much cheaper it is than the reference.
    public static Table table(List<ScalingFit> fits, String reference) {
        List<List<String>> rows = new ArrayList<>();
        for (ScalingFit fit : fits) {
            rows.add(List.of(
                    fit.structure(),
                    String.valueOf(fit.frontier().points().size()),
                    fit.law()
                            .map(law -> String.format(Locale.ROOT, "%.4f ± %.4f", law.exponent(), law.exponentError()))
                            .orElse("too few points"),
                    fit.law()
                            .map(law -> String.format(Locale.ROOT, "%.3g", law.factor()))
                            .orElse(""),
                    fit.offset()
                            .map(law -> String.format(
                                    Locale.ROOT, "%.4g + %.3g C^-%.3f", law.floor(), law.factor(), law.exponent()))
                            .orElse(""),
                    fit.multiplier()
                            .map(each -> String.format(
                                    Locale.ROOT, "%.2f ± %.2f (%d)", each.mean(), each.deviation(), each.points()))
                            .orElse("")));
        }
        return new Table(
                "Fits",
                List.of(
                        "structure",
                        "frontier points",
                        "exponent ± standard error",
                        "factor",
                        "above a floor",
                        "compute multiplier against " + reference + " ± deviation (points)"),
                rows);
    }

    /// Frontiers and the lines through them.
    public static Plot plot(List<ScalingFit> fits, String compute, String loss) {
        List<Plot.Series> series = new ArrayList<>();
        for (ScalingFit fit : fits) {
            double[] x =
                    fit.frontier().points().stream().mapToDouble(Point::compute).toArray();
            double[] y =
                    fit.frontier().points().stream().mapToDouble(Point::loss).toArray();
            series.add(Plot.Series.of(fit.structure(), Plot.Mark.POINTS, x, y));
            fit.law().ifPresent(law -> series.add(line(fit.structure(), law, x)));
        }
        return new Plot("Least loss by compute", Plot.Axis.logarithmic(compute), Plot.Axis.logarithmic(loss), series);
    }

    private static Plot.Series line(String structure, PowerLaw law, double[] x) {
        double[] at = new double[LINE_POINTS];
        double[] losses = new double[LINE_POINTS];
        for (int i = 0; i < LINE_POINTS; i++) {
            at[i] = x[0] * Math.pow(x[x.length - 1] / x[0], i / (LINE_POINTS - 1.0));
            losses[i] = law.loss(at[i]);
        }
        return Plot.Series.of(structure + ", fit", Plot.Mark.LINE, at, losses);
    }
}
