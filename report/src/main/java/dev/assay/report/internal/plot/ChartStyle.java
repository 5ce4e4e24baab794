package dev.assay.report.internal.plot;

import dev.assay.report.internal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.util.function.DoubleFunction;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;

/// How the plotting library lays out a chart: axes and tick labels alone, all colours being [inks][Ink].
final class ChartStyle {
    /// The font that tick labels are measured with.
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /// The part of the plot's width and height that holds data; the rest is a margin for marks at the edge.
    static final double CONTENT = 0.95;

    /// Room around the chart, into which the last label of the horizontal axis may reach.
    private static final int PADDING = 12;

    private static final int LABEL_WIDTH = 46;

    private ChartStyle() {}

    /// The view box of a chart: the padding is kept on the right, where labels need it, and cut elsewhere.
    static String viewBox(int width, int height) {
        int cut = PADDING - 2;
        return cut + " " + cut + " " + (width - cut) + " " + (height - 2 * cut);
    }

    /// Sets everything.
    static void apply(XYStyler styler, int width, int tickSpacing, Span x, Span y, TickLabels labels) {
        frame(styler);
        ticks(styler, tickSpacing);
        styler.setXAxisLogarithmic(x.logarithmic());
        styler.setYAxisLogarithmic(y.logarithmic());
        styler.setXAxisMin(x.low());
        styler.setXAxisMax(x.high());
        styler.setYAxisMin(y.low());
        styler.setYAxisMax(y.high());
        styler.setXAxisTickLabelsFormattingFunction(labels.remembering(writing(x)));
        styler.setYAxisTickLabelsFormattingFunction(labels.remembering(writing(y)));
        if (y.withinDecade()) {
            styler.setYAxisLeftWidthHint(Math.min(LABEL_WIDTH, width / 4));
        }
    }

    private static void frame(XYStyler styler) {
        Color paper = Ink.of(Ink.Role.PAPER).color();
        styler.setChartBackgroundColor(paper);
        styler.setPlotBackgroundColor(paper);
        styler.setPlotBorderVisible(false);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setChartPadding(PADDING);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(CONTENT);
        styler.setMarkerSize(7);
        styler.setPlotGridLinesColor(Ink.of(Ink.Role.GRID).color());
        styler.setPlotGridLinesStroke(new Hairline());
        styler.setPlotGridVerticalLinesVisible(false);
    }

    private static void ticks(XYStyler styler, int spacing) {
        Color axis = Ink.of(Ink.Role.AXIS).color();
        styler.setAxisTickMarksColor(axis);
        styler.setXAxisTickMarksColor(axis);
        styler.setYAxisTickMarksColor(axis);
        styler.setPlotTicksMarksVisible(false);
        styler.setAxisTickPadding(5);
        styler.setAxisTickLabelsFont(FONT);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setXAxisTickMarkSpacingHint(spacing);
        styler.setYAxisTickMarkSpacingHint(48);
        styler.setXAxisTickLabelsColor(Ink.of(Ink.Role.TICK_X).color());
        styler.setYAxisTickLabelsColor(Ink.of(Ink.Role.TICK_Y).color());
        styler.setYAxisGroupTickLabelsColorMap(0, Ink.of(Ink.Role.TICK_Y).color());
    }

    private static DoubleFunction<String> writing(Span span) {
        if (span.withinDecade()) {
            return value -> " ";
        }
        return span.logarithmic() ? Numbers::decade : Numbers::tick;
    }

    /// A stroke that leaves lines as they are: the library would turn each grid line into the outline of its dashes.
    private static final class Hairline extends BasicStroke {
        @Override
        public Shape createStrokedShape(Shape line) {
            return line;
        }
    }
}
