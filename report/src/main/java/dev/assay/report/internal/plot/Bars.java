package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import java.util.List;
import java.util.stream.DoubleStream;

/// Where bars stand: those of several series share the room around each x.
///
/// @param series   the plot's bar series, in order
/// @param unit     the x axis, for widths on its own scale
/// @param room     width that all bars at one x share, on the axis' scale
record Bars(List<DrawnSeries> series, Span unit, double room) {
    private static final double SHARE = 0.8;

    static Bars of(List<DrawnSeries> all, boolean logarithmic) {
        List<DrawnSeries> bars =
                all.stream().filter(one -> one.mark() == Plot.Mark.BARS).toList();
        Span unit = new Span(1, 10, logarithmic);
        double[] places = bars.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.x()))
                .map(unit::position)
                .distinct()
                .sorted()
                .toArray();
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 1; i < places.length; i++) {
            double step = places[i] - places[i - 1];
            gap = step > Math.abs(places[i]) * 1e-9 ? Math.min(gap, step) : gap;
        }
        return new Bars(bars, unit, Double.isInfinite(gap) ? 1 : gap);
    }

    /// The values of x that the bars reach.
    DoubleStream reach() {
        return series.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.x()))
                .flatMap(x -> DoubleStream.of(
                        unit.value(unit.position(x) - room / 2), unit.value(unit.position(x) + room / 2)));
    }

    /// Left and right end of a bar.
    double[] ends(DrawnSeries one, double x) {
        double width = room * SHARE / series.size();
        double left = unit.position(x) - room * SHARE / 2 + width * series.indexOf(one);
        double inset = series.size() > 1 ? width * 0.03 : 0;
        return new double[] {unit.value(left + inset), unit.value(left + width - inset)};
    }

    /// The middle of a bar, where its whisker stands.
    double middle(DrawnSeries one, double x) {
        double width = room * SHARE / series.size();
        double left = unit.position(x) - room * SHARE / 2 + width * series.indexOf(one);
        return unit.value(left + width / 2);
    }
}
