package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Hands a plot to the plotting library (XChart) and takes its drawing as SVG.
///
/// Bands and bars go in as polygons, since the library's own bars know categories only and its own error bars are
/// symmetric; whiskers go in as interrupted lines. Titles and legend stay outside, in the page, where they wrap.
final class Chart {
    private static final int FEW_POINTS = 40;

    private final Plot plot;
    private final Size size;
    private final List<DrawnSeries> series;
    private final Bars bars;
    private final TickLabels labels = new TickLabels(ChartStyle.FONT);
    private final XYChart chart;

    /// How large a drawing is.
    ///
    /// @param width  in SVG units, one unit being one CSS pixel at full size
    /// @param height as the width
    /// @param limit  most points drawn of one series
    record Size(int width, int height, int limit) {
        static final Size WIDE = new Size(720, 320, 2000);
        static final Size NARROW = new Size(350, 260, 1000);
    }

    /// @param series with at least one point to draw in all
    Chart(Plot plot, Size size, List<DrawnSeries> series) {
        this.plot = plot;
        this.size = size;
        this.series = series;
        this.bars = Bars.of(series, plot.x().logarithmic());
        this.chart = ChartStyle.chart(size.width(), size.height());
    }

    /// The SVG's view box and elements.
    ///
    /// @param viewBox  for the attribute of that name
    /// @param elements what is in it
    record Drawn(String viewBox, String elements) {}

    /// Draws; ids begin with `id`.
    Drawn draw(String id) {
        Span x = spanX();
        Span y = spanY();
        ChartStyle.apply(chart.getStyler(), tickSpacing(), x, y, labels);
        addUnevenPlaces(x);
        series.forEach(this::addBand);
        if (!bars.series().isEmpty()) {
            series.forEach(one -> addBars(one, y));
            addZero(y);
        }
        series.forEach(this::addWhiskers);
        series.forEach(this::addPoints);
        SvgCanvas canvas = new SvgCanvas(id, labels);
        chart.paint(canvas, chart.getWidth(), chart.getHeight());
        FineTicks ticks = new FineTicks(canvas, x, y);
        ticks.draw();
        canvas.dispose();
        return new Drawn(ChartStyle.viewBox(size.width(), size.height() + ticks.roomBelow()), canvas.elements());
    }

    /// Room for a label; where there are bars, no tick between them.
    private int tickSpacing() {
        int room = size.width() > 500 ? 90 : 70;
        Span x = spanX();
        if (bars.series().isEmpty() || x.logarithmic()) {
            return room;
        }
        double gap = 0.8 * size.width() * bars.room() / (x.high() - x.low());
        return (int) Math.clamp(gap, room, size.width() / 2.0);
    }

    private Span spanX() {
        DoubleStream points = series.stream().flatMapToDouble(one -> DoubleStream.of(one.x()));
        return Span.of(DoubleStream.concat(points, bars.reach()), plot.x().logarithmic());
    }

    private Span spanY() {
        boolean logarithmic = plot.y().logarithmic();
        DoubleStream values = series.stream()
                .flatMap(one -> Stream.of(one.y(), one.low(), one.high()))
                .flatMapToDouble(DoubleStream::of)
                .filter(value -> !Double.isNaN(value) && DrawnSeries.inside(value, logarithmic));
        boolean fromZero = !logarithmic && !bars.series().isEmpty();
        return Span.of(fromZero ? DoubleStream.concat(values, DoubleStream.of(0)) : values, logarithmic);
    }

    private void addBand(DrawnSeries one) {
        if (!banded(one)) {
            return;
        }
        List<double[]> outline = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= one.x().length; i++) {
            if (i == one.x().length || !one.hasInterval(i)) {
                closeBand(one, from, i, outline);
                from = i + 1;
            }
        }
        addPolygon(one, "band", outline, Ink.Role.BAND);
    }

    private static void closeBand(DrawnSeries one, int from, int to, List<double[]> outline) {
        if (to - from < 2) {
            return;
        }
        for (int i = from; i < to; i++) {
            outline.add(new double[] {one.x()[i], one.high()[i]});
        }
        for (int i = to - 1; i >= from; i--) {
            outline.add(new double[] {one.x()[i], one.low()[i]});
        }
        outline.add(new double[] {one.x()[from], Double.NaN});
    }

    private void addBars(DrawnSeries one, Span y) {
        if (one.mark() != Plot.Mark.BARS) {
            return;
        }
        double base = y.logarithmic() ? y.low() / 10 : 0;
        List<double[]> outline = new ArrayList<>();
        for (int i = 0; i < one.x().length; i++) {
            double[] ends = bars.ends(one, one.x()[i]);
            outline.add(new double[] {ends[0], base});
            outline.add(new double[] {ends[0], one.y()[i]});
            outline.add(new double[] {ends[1], one.y()[i]});
            outline.add(new double[] {ends[1], base});
            outline.add(new double[] {ends[1], Double.NaN});
        }
        addPolygon(one, "bars", outline, Ink.Role.BAR);
    }

    private void addZero(Span y) {
        if (!y.logarithmic()) {
            Span x = spanX();
            double beyond = x.position(x.high()) - x.position(x.low());
            double[] ends = {x.value(x.position(x.low()) - beyond), x.value(x.position(x.high()) + beyond)};
            add("zero", ends, new double[] {0, 0}, Ink.of(Ink.Role.ZERO));
        }
    }

    /// Places that no step divides evenly: where all x are evenly spaced, the library would make its ticks
    /// multiples of that step, such as 0.06, and not of 1, 2 or 5.
    private void addUnevenPlaces(Span x) {
        double from = x.position(x.low());
        double width = x.position(x.high()) - from;
        double[] places = {x.low(), x.value(from + width * 0.1234567), x.value(from + width * 0.7654321)};
        add("uneven", places, new double[] {Double.NaN, Double.NaN, Double.NaN}, Ink.of(Ink.Role.PAPER));
    }

    private void addWhiskers(DrawnSeries one) {
        if (!one.hasIntervals() || banded(one)) {
            return;
        }
        int[] with = IntStream.range(0, one.x().length).filter(one::hasInterval).toArray();
        if (with.length == 0) {
            return;
        }
        double[] x = new double[3 * with.length];
        double[] y = new double[3 * with.length];
        for (int k = 0; k < with.length; k++) {
            int i = with[k];
            double place = one.mark() == Plot.Mark.BARS ? bars.middle(one, one.x()[i]) : one.x()[i];
            x[3 * k] = x[3 * k + 1] = x[3 * k + 2] = place;
            y[3 * k] = one.low()[i];
            y[3 * k + 1] = one.high()[i];
            y[3 * k + 2] = Double.NaN;
        }
        Ink ink = new Ink(Ink.Role.WHISKER, one.index());
        add("whiskers" + one.index(), x, y, ink).setMarker(Markers.cap()).setMarkerColor(ink.color());
    }

    private void addPoints(DrawnSeries one) {
        if (one.x().length == 0 || one.mark() == Plot.Mark.BARS) {
            return;
        }
        if (one.mark() == Plot.Mark.LINE) {
            add("line" + one.index(), one.x(), one.y(), new Ink(Ink.Role.LINE, one.index()));
        }
        double[] marked = one.mark() == Plot.Mark.POINTS || few(one) ? one.y() : alone(one.y());
        if (DoubleStream.of(marked).anyMatch(value -> !Double.isNaN(value))) {
            XYSeries points = chart.addSeries("points" + one.index(), one.x(), marked);
            points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            points.setMarker(Markers.of(one)).setMarkerColor(Markers.ink(one).color());
        }
    }

    /// So few points that each is marked; two are only the ends of a line, such as a reference.
    private static boolean few(DrawnSeries one) {
        return one.drawn() > 2 && one.drawn() <= FEW_POINTS;
    }

    /// Points of a line that have no neighbour to be joined with; all others not a number.
    private static double[] alone(double[] y) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> {
                    boolean left = i > 0 && !Double.isNaN(y[i - 1]);
                    boolean right = i + 1 < y.length && !Double.isNaN(y[i + 1]);
                    return left || right ? Double.NaN : y[i];
                })
                .toArray();
    }

    private XYSeries add(String name, double[] x, double[] y, Ink ink) {
        XYSeries added = chart.addSeries(name, x, y);
        added.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        added.setMarker(SeriesMarkers.NONE);
        added.setLineColor(ink.color());
        added.setLineStyle(SeriesLines.SOLID);
        return added;
    }

    private void addPolygon(DrawnSeries one, String name, List<double[]> outline, Ink.Role role) {
        if (outline.isEmpty()) {
            return;
        }
        double[] x = outline.stream().mapToDouble(point -> point[0]).toArray();
        double[] y = outline.stream().mapToDouble(point -> point[1]).toArray();
        XYSeries added = chart.addSeries(name + one.index(), x, y);
        added.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        added.setMarker(SeriesMarkers.NONE);
        added.setLineStyle(SeriesLines.NONE);
        added.setLineColor(Ink.of(Ink.Role.PAPER).color());
        added.setFillColor(new Ink(role, one.index()).color());
    }

    private static boolean banded(DrawnSeries one) {
        return one.mark() == Plot.Mark.LINE
                && one.hasIntervals()
                && one.ascending()
                && IntStream.range(0, one.x().length).filter(one::hasInterval).count() > 1;
    }
}
