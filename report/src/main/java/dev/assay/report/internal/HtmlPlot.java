package dev.assay.report.internal;

import dev.assay.base.evidence.Plot;
import dev.assay.report.internal.plot.PlotDrawing;
import java.util.List;
import java.util.stream.IntStream;

/// A plot on the page: caption, legend, drawing, and the data behind it.
final class HtmlPlot {
    private static final int MOST_ROWS = 300;
    private static final int MOST_LEGEND = 24;

    private HtmlPlot() {}

    static void write(Html html, Plot plot, int chapter, int number) {
        String id = "plot-" + chapter + "-" + number;
        PlotDrawing drawing = PlotDrawing.of(plot, id);
        html.open("figure");
        html.open("figcaption").element("b", "Figure " + chapter + "." + number).text(" " + plot.title());
        if (!drawing.notes().isEmpty()) {
            html.element("p", String.join(" ", drawing.notes()), "class", "note");
        }
        html.close("figcaption");
        legend(html, plot);
        picture(html, plot, drawing);
        data(html, plot);
        html.close("figure");
    }

    private static void picture(Html html, Plot plot, PlotDrawing drawing) {
        if (drawing.wide().isEmpty()) {
            boolean nothing = plot.series().stream().allMatch(one -> one.x().length == 0);
            html.element("p", nothing ? "There is no point to draw." : "Nothing is drawn.", "class", "empty");
            return;
        }
        html.element("p", plot.y().label() + (plot.y().logarithmic() ? " (log scale)" : ""), "class", "axis y");
        drawing.wide().ifPresent(html::trusted);
        drawing.narrow().ifPresent(html::trusted);
        html.element("p", plot.x().label() + (plot.x().logarithmic() ? " (log scale)" : ""), "class", "axis x");
    }

    private static void legend(Html html, Plot plot) {
        html.open("ul", "class", "legend");
        IntStream.range(0, Math.min(MOST_LEGEND, plot.series().size())).forEach(i -> {
            Plot.Series series = plot.series().get(i);
            html.open("li").trusted(PlotDrawing.swatch(series, i)).text(series.name());
            if (series.low().length > 0) {
                html.element("span", " with interval", "class", "muted");
            }
            html.close("li");
        });
        html.close("ul");
    }

    private static void data(Html html, Plot plot) {
        int points = plot.series().stream().mapToInt(one -> one.x().length).sum();
        if (points == 0) {
            return;
        }
        boolean intervals = plot.series().stream().anyMatch(one -> one.low().length > 0);
        html.open("details", "class", "data");
        html.element("summary", "Data behind this figure");
        html.open("div", "class", "scroll").open("table");
        html.open("thead").open("tr").element("th", "Series", "scope", "col");
        html.element("th", plot.x().label(), "scope", "col", "class", "number");
        html.element("th", plot.y().label(), "scope", "col", "class", "number");
        if (intervals) {
            html.element("th", "Low", "scope", "col", "class", "number");
            html.element("th", "High", "scope", "col", "class", "number");
        }
        html.close("tr").close("thead").open("tbody");
        for (Plot.Series series : plot.series()) {
            rows(html, series, points, intervals);
        }
        html.close("tbody").close("table").close("div");
        if (points > MOST_ROWS) {
            html.element(
                    "p",
                    "Evenly chosen rows of " + Numbers.count(points) + " points; all are in dossier.json.",
                    "class",
                    "note");
        }
        html.close("details");
    }

    private static void rows(Html html, Plot.Series series, int points, boolean intervals) {
        for (int i : PlotRows.chosen(series, points, MOST_ROWS)) {
            html.open("tr").element("th", series.name(), "scope", "row");
            PlotRows.cells(series, i, intervals).forEach(cell -> html.element("td", cell, "class", "number"));
            html.close("tr");
        }
    }

    /// Rows of a plot's data; shared with the Markdown.
    static final class PlotRows {
        private PlotRows() {}

        /// Indices of the points shown: all, or a fair share of `most` evenly chosen with first and last.
        static List<Integer> chosen(Plot.Series series, int points, int most) {
            int size = series.x().length;
            int share = points <= most ? size : Math.min(size, Math.max(2, (int) ((long) most * size / points)));
            return IntStream.range(0, share)
                    .mapToObj(k -> share == 1 ? 0 : (int) ((long) k * (size - 1) / (share - 1)))
                    .toList();
        }

        static List<String> cells(Plot.Series series, int i, boolean intervals) {
            String x = Numbers.datum(series.x()[i]);
            String y = Numbers.datum(series.y()[i]);
            if (!intervals) {
                return List.of(x, y);
            }
            return series.low().length == 0
                    ? List.of(x, y, "", "")
                    : List.of(x, y, Numbers.datum(series.low()[i]), Numbers.datum(series.high()[i]));
        }
    }
}
