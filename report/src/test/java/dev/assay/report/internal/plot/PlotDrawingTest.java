package dev.assay.report.internal.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Plot.Axis;
import dev.assay.base.evidence.Plot.Mark;
import dev.assay.base.evidence.Plot.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class PlotDrawingTest {
    private static final Pattern POINT = Pattern.compile("([ML]?)(-?[0-9.]+) (-?[0-9.]+)");
    private static final double[] NONE = {};

    @Test
    void every_point_of_a_line_is_drawn_in_its_place() {
        double[] x = {0, 1, 2.5, 4, 10};
        double[] y = {3, -1, 4, 1, 5};
        List<double[]> drawn = points(svg(linear(Series.of("s", Mark.LINE, x, y))), "line");
        assertThat(drawn).hasSize(5);
        assertProportional(x, column(drawn, 0), 1);
        assertProportional(y, column(drawn, 1), -1);
    }

    @Test
    void a_logarithmic_axis_gives_each_decade_the_same_room() {
        double[] x = {1, 10, 100, 1000, 50};
        double[] y = {0.001, 0.1, 10, 1000, 3};
        Plot plot =
                new Plot("t", Axis.logarithmic("x"), Axis.logarithmic("y"), List.of(Series.of("s", Mark.POINTS, x, y)));
        List<double[]> drawn = points(svg(plot), "dot");
        assertThat(drawn).hasSize(10);
        List<double[]> places =
                IntStream.range(0, 5).mapToObj(i -> drawn.get(2 * i)).toList();
        assertProportional(Arrays.stream(x).map(Math::log10).toArray(), column(places, 0), 1);
        assertProportional(Arrays.stream(y).map(Math::log10).toArray(), column(places, 1), -1);
        assertThat(labels(svg(plot))).contains("1", "10", "100", "1,000", "0.001", "0.1");
    }

    @Test
    void a_short_logarithmic_axis_is_labelled_all_the_same() {
        Plot plot = new Plot(
                "t",
                Axis.logarithmic("x"),
                Axis.logarithmic("y"),
                List.of(Series.of("s", Mark.LINE, new double[] {4.1, 4.8}, new double[] {3, 25})));
        assertThat(labels(svg(plot))).contains("4.2", "4.4", "4.6", "5", "10", "20");
        assertThat(labels(svg(plot))).doesNotContain("1", "100", " ");
    }

    @Test
    void a_very_long_logarithmic_axis_leaves_labels_out_evenly() {
        Plot plot = new Plot(
                "t",
                Axis.logarithmic("x"),
                Axis.logarithmic("y"),
                List.of(Series.of("s", Mark.LINE, new double[] {1e-30, 1e30}, new double[] {1e-100, 1e100})));
        Element svg = svg(plot);
        assertThat(svg.select("text.x").eachText())
                .contains("10⁻²⁰", "1", "10²⁰")
                .hasSizeLessThan(9);
        assertThat(svg.select("text.y").eachText()).contains("10⁵⁰", "10⁻⁵⁰").hasSizeLessThan(11);
    }

    @Test
    void labels_stand_where_their_values_do() {
        double[] y = {0, 100};
        Element svg = svg(linear(Series.of("s", Mark.LINE, new double[] {0, 50}, y)));
        List<double[]> ends = points(svg, "line");
        double perUnit = (ends.get(0)[1] - ends.get(1)[1]) / 100;
        for (Element label : svg.select("text.y")) {
            double value = Double.parseDouble(label.text());
            double place = Double.parseDouble(label.attr("y")) - 4.3;
            assertThat(place).isCloseTo(ends.get(0)[1] - perUnit * value, within(1.5));
        }
        assertThat(svg.select("text.y").size()).isBetween(4, 8);
        assertThat(svg.select("text.x").eachText()).contains("0", "10", "50");
    }

    @Test
    void text_stays_text() {
        Element svg = svg(linear(Series.of("s", Mark.LINE, new double[] {-12345, 1e6}, new double[] {-0.5, 1e-3})));
        assertThat(svg.select("text").size()).isGreaterThan(6);
        assertThat(svg.select("path.tick")).isEmpty();
        assertThat(labels(svg)).contains("1,000,000", "−0.5");
    }

    @Test
    void bars_grow_from_zero_upwards_and_downwards() {
        double[] y = {4, -3, 0.5};
        Element svg = svg(linear(Series.of("s", Mark.BARS, new double[] {1, 2, 3}, y)));
        List<List<double[]>> bars = shapes(svg, "bar");
        assertThat(bars).hasSize(3);
        double zero = points(svg, "zero").getFirst()[1];
        for (int i = 0; i < 3; i++) {
            double top = column(bars.get(i), 1).min().orElseThrow();
            double bottom = column(bars.get(i), 1).max().orElseThrow();
            assertThat(y[i] > 0 ? bottom : top).isCloseTo(zero, within(0.15));
        }
        double[] heights = IntStream.range(0, 3)
                .mapToDouble(i -> Math.signum(y[i])
                        * (column(bars.get(i), 1).max().orElseThrow()
                                - column(bars.get(i), 1).min().orElseThrow()))
                .toArray();
        assertProportional(y, Arrays.stream(heights), 1);
    }

    @Test
    void bars_of_two_series_stand_side_by_side() {
        double[] x = {1, 2};
        Element svg = svg(linear(
                Series.of("a", Mark.BARS, x, new double[] {1, 2}), Series.of("b", Mark.BARS, x, new double[] {2, 1})));
        List<List<double[]>> first = shapes(svg, "bar.s1");
        List<List<double[]>> second = shapes(svg, "bar.s2");
        for (int i = 0; i < 2; i++) {
            assertThat(column(first.get(i), 0).max().orElseThrow())
                    .isLessThan(column(second.get(i), 0).min().orElseThrow());
        }
        assertThat(column(second.get(0), 0).max().orElseThrow())
                .isLessThan(column(first.get(1), 0).min().orElseThrow());
    }

    @Test
    void a_line_has_its_intervals_as_a_band_and_points_as_whiskers() {
        double[] x = {0, 1, 2};
        double[] y = {1, 2, 3};
        double[] low = {0.5, 1.5, 1};
        double[] high = {1.5, 4, 3.5};
        Element line = svg(linear(new Series("s", Mark.LINE, x, y, low, high)));
        List<double[]> band = points(line, "band");
        assertProportional(new double[] {1.5, 4, 3.5, 1, 1.5, 0.5}, column(band.subList(0, 6), 1), -1);
        Element dots = svg(linear(new Series("s", Mark.POINTS, x, y, low, high)));
        List<List<double[]>> strokes = shapes(dots, "whisker");
        List<double[]> uprights = strokes.stream()
                .filter(stroke -> Math.abs(stroke.get(0)[0] - stroke.get(1)[0]) < 0.05)
                .flatMap(List::stream)
                .toList();
        assertProportional(new double[] {0.5, 1.5, 1.5, 4, 1, 3.5}, column(uprights, 1), -1);
    }

    @Test
    void a_missing_value_interrupts_the_line_and_is_told() {
        double[] x = {0, 1, 2, 3, 4, 5};
        double[] y = {1, 2, Double.NaN, 2, Double.POSITIVE_INFINITY, 1};
        PlotDrawing drawing = PlotDrawing.of(linear(Series.of("s", Mark.LINE, x, y)), "p");
        Element svg = parse(drawing.wide().orElseThrow());
        assertThat(points(svg, "line")).hasSize(2);
        assertThat(shapes(svg, "dot")).hasSize(4);
        assertThat(drawing.notes()).singleElement().asString().contains("2 of 6 points");
    }

    @Test
    void what_a_logarithmic_axis_cannot_show_is_told() {
        Plot plot = new Plot(
                "t",
                Axis.linear("x"),
                Axis.logarithmic("y"),
                List.of(new Series(
                        "s",
                        Mark.POINTS,
                        new double[] {1, 2, 3},
                        new double[] {10, 0, 1000},
                        new double[] {-5, -1, 500},
                        new double[] {20, 1, Double.POSITIVE_INFINITY})));
        PlotDrawing drawing = PlotDrawing.of(plot, "p");
        assertThat(drawing.notes().getFirst()).contains("1 of 3 points", "not above zero");
        assertThat(shapes(parse(drawing.wide().orElseThrow()), "dot")).hasSize(2);
    }

    @Test
    void one_point_is_drawn_and_no_point_is_none() {
        for (Mark mark : Mark.values()) {
            Element one = svg(linear(Series.of("s", mark, new double[] {7}, new double[] {-3})));
            assertThat(one.select("path.dot, path.bar")).hasSize(1);
            PlotDrawing none = PlotDrawing.of(linear(Series.of("s", mark, NONE, NONE)), "p");
            assertThat(none.wide()).isEmpty();
            assertThat(none.notes()).containsExactly("s: no points.");
        }
    }

    @Test
    void of_very_many_points_the_peaks_are_kept_and_the_reader_is_told() {
        int many = 100_000;
        Random random = new Random(5);
        double[] x = IntStream.range(0, many).mapToDouble(i -> i).toArray();
        double[] y = random.doubles(many).toArray();
        y[31_415] = 10;
        y[77_777] = -10;
        PlotDrawing drawing = PlotDrawing.of(linear(Series.of("s", Mark.LINE, x, y)), "p");
        String svg = drawing.wide().orElseThrow();
        assertThat(svg).hasSizeLessThan(40_000);
        assertThat(drawing.notes().getFirst()).contains("of 100,000 points are drawn");
        List<double[]> drawn = points(parse(svg), "line");
        double[] ys = column(drawn, 1).sorted().toArray();
        assertThat(ys[1] - ys[0]).isGreaterThan(100);
        assertThat(ys[ys.length - 1] - ys[ys.length - 2]).isGreaterThan(100);
        double[] cloud = random.doubles(many).toArray();
        PlotDrawing points = PlotDrawing.of(linear(Series.of("c", Mark.POINTS, cloud, y)), "p");
        assertThat(points.wide().orElseThrow()).hasSizeLessThan(50_000);
        assertThat(shapes(parse(points.wide().orElseThrow()), "speck").size()).isBetween(300, 2000);
    }

    @Test
    void the_description_tells_what_the_picture_shows() {
        Element svg = svg(linear(Series.of("loss", Mark.LINE, new double[] {0, 5, 10}, new double[] {3, 1, 2})));
        assertThat(svg.select("desc").text())
                .contains("Horizontal axis: x.", "loss: a line of 3 values, from 3 at 0 to 2 at 10")
                .contains("lowest 1 at 5, highest 3 at 0");
    }

    @Test
    void more_series_than_a_reader_tells_apart_are_left_out_and_told() {
        List<Series> series = IntStream.range(0, 60)
                .mapToObj(i -> Series.of("s" + i, Mark.LINE, new double[] {0, 1}, new double[] {i, i}))
                .toList();
        PlotDrawing drawing = PlotDrawing.of(new Plot("t", Axis.linear("x"), Axis.linear("y"), series), "p");
        assertThat(drawing.notes()).containsExactly("The first 24 of 60 series are drawn.");
        assertThat(parse(drawing.wide().orElseThrow()).select("path.line")).hasSize(24);
    }

    @Property(tries = 150)
    void any_plot_is_drawn_with_finite_coordinates(@ForAll("plots") Plot plot) {
        PlotDrawing drawing = PlotDrawing.of(plot, "p");
        assertThat(drawing.notes()).noneMatch(note -> note.contains("drawing failed"));
        drawing.wide().ifPresent(svg -> assertThat(svg).doesNotContain("NaN", "Infinity"));
        boolean drawable = plot.series().stream()
                .anyMatch(one -> IntStream.range(0, one.x().length)
                        .anyMatch(i -> fits(plot.x(), one.x()[i]) && fits(plot.y(), one.y()[i])));
        assertThat(drawing.wide().isPresent()).isEqualTo(drawable);
        assertThat(drawing.narrow().isPresent()).isEqualTo(drawable);
        drawing.wide()
                .ifPresent(svg -> assertThat(parse(svg).select("path.dot, path.speck, path.mark, path.bar, path.line"))
                        .isNotEmpty());
    }

    @Provide
    Arbitrary<Plot> plots() {
        Arbitrary<Double> number = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6, Arbitraries.doubles().between(-1000, 1000).ofScale(3)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, 20).map(Integer::doubleValue)),
                net.jqwik.api.Tuple.of(2, Arbitraries.doubles()),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(
                                Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, 1e-300, 1e300, 1e9 + 1e-7, 1e-12)));
        Arbitrary<Series> series = Combinators.combine(
                        Arbitraries.of(Mark.values()), number.list().ofMaxSize(12), Arbitraries.of(true, false))
                .as((mark, values, intervals) -> series(mark, values, intervals));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        series.list().ofMinSize(1).ofMaxSize(5))
                .as((logX, logY, all) -> new Plot("t", new Axis("x", logX), new Axis("y", logY), all));
    }

    private static Series series(Mark mark, List<Double> values, boolean intervals) {
        double[] y = values.stream().mapToDouble(v -> v).toArray();
        double[] x = IntStream.range(0, y.length)
                .mapToDouble(i -> i % 3 == 0 ? i : y[y.length - 1 - i])
                .toArray();
        double[] low = Arrays.stream(y).map(v -> v - 1).toArray();
        double[] high = Arrays.stream(y).map(v -> v * 1.5).toArray();
        return new Series("s", mark, x, y, intervals ? low : NONE, intervals ? high : NONE);
    }

    private static boolean fits(Axis axis, double value) {
        return Math.abs(value) < 1e150 && (!axis.logarithmic() || value > 1e-150);
    }

    private static Plot linear(Series... series) {
        return new Plot("t", Axis.linear("x"), Axis.linear("y"), List.of(series));
    }

    private static Element svg(Plot plot) {
        return parse(PlotDrawing.of(plot, "p").wide().orElseThrow());
    }

    private static Element parse(String svg) {
        return Jsoup.parse(svg, Parser.xmlParser()).child(0);
    }

    private static List<String> labels(Element svg) {
        return svg.select("text").eachText();
    }

    private static List<double[]> points(Element svg, String ink) {
        return shapes(svg, ink).stream().flatMap(List::stream).toList();
    }

    /// The subpaths of all paths of an ink.
    private static List<List<double[]>> shapes(Element svg, String ink) {
        List<List<double[]>> shapes = new ArrayList<>();
        for (Element path : svg.select("path." + ink)) {
            Matcher point = POINT.matcher(path.attr("d"));
            while (point.find()) {
                if (point.group(1).equals("M")) {
                    shapes.add(new ArrayList<>());
                }
                shapes.getLast()
                        .add(new double[] {Double.parseDouble(point.group(2)), Double.parseDouble(point.group(3))});
            }
        }
        return shapes;
    }

    private static DoubleStream column(List<double[]> points, int column) {
        return points.stream().mapToDouble(point -> point[column]);
    }

    /// The places are `a + b · value` with the sign of `b` given: what a linear axis means.
    private static void assertProportional(double[] values, DoubleStream places, int sign) {
        double[] at = places.toArray();
        assertThat(at).hasSize(values.length);
        double slope = (at[1] - at[0]) / (values[1] - values[0]);
        assertThat(Math.signum(slope)).isEqualTo(sign);
        for (int i = 0; i < at.length; i++) {
            double expected = at[0] + slope * (values[i] - values[0]);
            double reach = Math.max(1, Math.abs((values[i] - values[0]) / (values[1] - values[0])));
            assertThat(at[i]).isCloseTo(expected, within(0.11 * (1 + reach)));
        }
    }
}
