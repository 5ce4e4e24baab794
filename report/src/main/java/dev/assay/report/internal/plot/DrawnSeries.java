package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The part of a series that can be drawn: points that have a value on both axes, thinned where there are very
/// many.
///
/// @param index    number of the series in the plot
/// @param name     its name
/// @param mark     how it is drawn
/// @param x        on the axis' scale as given
/// @param y        as given; not a number where a line is interrupted
/// @param low      lower ends, not a number where there is none; empty where the series has no intervals
/// @param high     upper ends
/// @param total    how many points the series has in all
/// @param drawable how many have a place on the axes
record DrawnSeries(
        int index,
        String name,
        Plot.Mark mark,
        double[] x,
        double[] y,
        double[] low,
        double[] high,
        int total,
        int drawable) {
    /// Values beyond this are as good as infinite: their span could not be laid out.
    private static final double LARGEST = 1e150;

    static DrawnSeries of(Plot plot, int index, int limit) {
        Plot.Series series = plot.series().get(index);
        int[] usable = IntStream.range(0, series.x().length)
                .filter(i -> onAxis(plot.x(), series.x()[i]) && onAxis(plot.y(), series.y()[i]))
                .toArray();
        int[] thinned = Thinning.kept(
                series.mark(),
                scaled(plot.x(), pick(series.x(), usable)),
                scaled(plot.y(), pick(series.y(), usable)),
                limit);
        int[] chosen = pick(usable, thinned);
        int[] shown = series.mark() == Plot.Mark.LINE ? withGaps(series, usable, chosen) : chosen;
        boolean intervals = series.low().length > 0;
        return new DrawnSeries(
                index,
                series.name(),
                series.mark(),
                broken(series.x(), shown, false),
                broken(series.y(), shown, true),
                intervals ? ends(plot.y(), series.low(), shown) : new double[0],
                intervals ? ends(plot.y(), series.high(), shown) : new double[0],
                series.x().length,
                usable.length);
    }

    /// Whether a value has a place on such an axis; ends of intervals that have none stay out of its span.
    static boolean inside(double value, boolean logarithmic) {
        return Math.abs(value) < LARGEST && (!logarithmic || value > 1 / LARGEST);
    }

    /// How many points are drawn.
    int drawn() {
        return (int) Arrays.stream(y).filter(value -> !Double.isNaN(value)).count();
    }

    boolean hasIntervals() {
        return low.length > 0;
    }

    boolean hasInterval(int i) {
        return hasIntervals() && !Double.isNaN(low[i]) && !Double.isNaN(high[i]);
    }

    /// Whether x never falls, as along a curve over time.
    boolean ascending() {
        return IntStream.range(1, x.length).allMatch(i -> x[i] >= x[i - 1]);
    }

    private static boolean onAxis(Plot.Axis axis, double value) {
        return inside(value, axis.logarithmic());
    }

    /// Where points without a value lie between two that are drawn, the line is interrupted: a negative index.
    private static int[] withGaps(Plot.Series series, int[] usable, int[] chosen) {
        int points = series.x().length;
        boolean[] has = new boolean[points];
        Arrays.stream(usable).forEach(i -> has[i] = true);
        int[] missingBefore = new int[points + 1];
        for (int i = 0; i < points; i++) {
            missingBefore[i + 1] = missingBefore[i] + (has[i] ? 0 : 1);
        }
        return IntStream.range(0, chosen.length)
                .flatMap(k -> k > 0 && missingBefore[chosen[k]] > missingBefore[chosen[k - 1]]
                        ? IntStream.of(-1 - chosen[k - 1], chosen[k])
                        : IntStream.of(chosen[k]))
                .toArray();
    }

    private static double[] broken(double[] values, int[] shown, boolean breaks) {
        return Arrays.stream(shown)
                .mapToDouble(i -> i >= 0 ? values[i] : breaks ? Double.NaN : values[-1 - i])
                .toArray();
    }

    private static double[] ends(Plot.Axis axis, double[] values, int[] shown) {
        return Arrays.stream(shown)
                .mapToDouble(i -> i < 0 ? Double.NaN : end(axis, values[i]))
                .toArray();
    }

    /// An end that lies beyond the axis is drawn to the axis' edge.
    private static double end(Plot.Axis axis, double value) {
        double floor = axis.logarithmic() ? 1 / LARGEST : -LARGEST;
        return Double.isNaN(value) ? value : Math.clamp(value, floor, LARGEST);
    }

    private static double[] scaled(Plot.Axis axis, double[] values) {
        return axis.logarithmic() ? Arrays.stream(values).map(Math::log10).toArray() : values;
    }

    private static double[] pick(double[] values, int[] chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray();
    }

    private static int[] pick(int[] values, int[] chosen) {
        return Arrays.stream(chosen).map(i -> values[i]).toArray();
    }
}
