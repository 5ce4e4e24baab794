package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import dev.assay.report.internal.Escape;
import java.awt.AWTError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A plot as the page shows it: drawn twice, for wide and for narrow screens, with what the reader must be told.
///
/// @param wide   SVG for screens from about 600 pixels and for paper; empty if there is nothing to draw
/// @param narrow SVG for telephones; empty if there is nothing to draw
/// @param notes  sentences on what the drawing leaves out, for the caption
public record PlotDrawing(Optional<String> wide, Optional<String> narrow, List<String> notes) {
    /// Series beyond this are not drawn; no reader tells that many apart.
    static final int MOST_SERIES = 24;

    public PlotDrawing {
        notes = List.copyOf(notes);
    }

    /// Draws a plot.
    ///
    /// @param id prefix of all ids in the drawing, unique on the page
    public static PlotDrawing of(Plot plot, String id) {
        List<DrawnSeries> series = drawn(plot, Chart.Size.WIDE);
        List<String> notes = PlotWords.notes(plot, series);
        if (series.stream().allMatch(one -> one.drawable() == 0)) {
            return new PlotDrawing(Optional.empty(), Optional.empty(), notes);
        }
        try {
            return new PlotDrawing(
                    Optional.of(svg(plot, series, Chart.Size.WIDE, id + "-w", "wide")),
                    Optional.of(svg(plot, drawn(plot, Chart.Size.NARROW), Chart.Size.NARROW, id + "-n", "narrow")),
                    notes);
        } catch (RuntimeException | LinkageError | InternalError | AWTError failed) {
            // a machine without fonts cannot measure labels; the numbers must reach the reader all the same
            return new PlotDrawing(Optional.empty(), Optional.empty(), withFailure(notes, failed));
        }
    }

    private static List<String> withFailure(List<String> notes, Throwable failed) {
        List<String> all = new ArrayList<>(notes);
        all.add("The drawing failed on this machine ("
                + failed.getClass().getSimpleName() + ": " + failed.getMessage()
                + "); a common cause is that no font is installed. The data are below.");
        return all;
    }

    /// A small picture of how a series is drawn, for the legend.
    public static String swatch(Plot.Series series, int index) {
        String style = Ink.seriesClass(index);
        String mark = switch (series.mark()) {
            case LINE -> "<path class=\"line " + style + "\" d=\"M1 7H27\"/>";
            case BARS -> "<path class=\"bar " + style + "\" d=\"M8 1H20V13H8Z\"/>";
            case POINTS -> pointSwatch(index, style);
        };
        return "<svg class=\"swatch\" viewBox=\"0 0 28 14\" width=\"28\" height=\"14\" aria-hidden=\"true\">" + mark
                + "</svg>";
    }

    private static String pointSwatch(int index, String style) {
        return switch (Ink.form(index)) {
            case 1, 2 -> "<path class=\"dot " + style + "\" d=\"M14 7L14 7\"/>";
            case 3 -> "<path class=\"mark " + style + "\" d=\"M18.6 7L14 11.6L9.4 7L14 2.4Z\"/>";
            default -> "<path class=\"mark " + style + "\" d=\"M18 9.3L10 9.3L14 2.4Z\"/>";
        };
    }

    private static List<DrawnSeries> drawn(Plot plot, Chart.Size size) {
        return IntStream.range(0, Math.min(MOST_SERIES, plot.series().size()))
                .mapToObj(index -> DrawnSeries.of(plot, index, size.limit()))
                .toList();
    }

    private static String svg(Plot plot, List<DrawnSeries> series, Chart.Size size, String id, String cssClass) {
        List<DrawnSeries> shown =
                series.stream().filter(one -> one.drawable() > 0).toList();
        Chart.Drawn chart = new Chart(plot, size, shown).draw(id);
        return "<svg class=\"plot " + cssClass + "\" viewBox=\"" + chart.viewBox()
                + "\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-desc\">\n<title id=\"" + id
                + "-title\">" + Escape.html(plot.title()) + "</title>\n<desc id=\"" + id + "-desc\">"
                + Escape.html(PlotWords.description(plot, shown)) + "</desc>\n" + chart.elements() + "</svg>\n";
    }
}
