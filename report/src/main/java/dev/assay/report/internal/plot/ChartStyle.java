package dev.assay.report.internal.plot;

import dev.assay.report.internal.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.util.function.DoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;

/// How the plotting library lays out a chart: axes and tick labels alone, all colours being [inks][Ink].
final class ChartStyle {
    /// The font that tick labels are measured with.
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /// The part of the plot's width and height that holds data; the rest is a margin for marks at the edge.
    static final double CONTENT = 0.95;

    /// Room around the chart; the library leaves out labels that would reach beyond it.
    private static final int PADDING = 30;

    /// What the view box cuts off of that room; on the right some is kept, into which the last label may reach.
    private static final int CUT = PADDING - 2;
    private static final int CUT_RIGHT = PADDING - 12;

    private static final int LABEL_WIDTH = 46;
    private static final int MOST_DECADES_ACROSS = 6;
    private static final int MOST_DECADES_UP = 8;

    private ChartStyle() {}

    /// An empty chart that shows this much inside its [view box][#viewBox(int, int)].
    static XYChart chart(int width, int height) {
        return new XYChart(width + CUT + CUT_RIGHT, height + 2 * CUT);
    }

    /// The view box of such a chart.
    static String viewBox(int width, int height) {
        return CUT + " " + CUT + " " + width + " " + height;
    }

    /// Sets everything.
    static void apply(XYStyler styler, int tickSpacing, Span x, Span y, TickLabels labels) {
        frame(styler);
        ticks(styler, tickSpacing);
        styler.setXAxisLogarithmic(x.logarithmic());
        styler.setYAxisLogarithmic(y.logarithmic());
        styler.setXAxisMin(x.low());
        styler.setXAxisMax(x.high());
        styler.setYAxisMin(y.low());
        styler.setYAxisMax(y.high());
        styler.setXAxisTickLabelsFormattingFunction(labels.remembering(writing(x, MOST_DECADES_ACROSS)));
        styler.setYAxisTickLabelsFormattingFunction(labels.remembering(writing(y, MOST_DECADES_UP)));
        if (y.withinDecade()) {
            styler.setYAxisLeftWidthHint(PADDING + LABEL_WIDTH);
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

    /// Labels of a long logarithmic axis leave out powers of ten, evenly.
    private static DoubleFunction<String> writing(Span span, int mostDecades) {
        if (!span.logarithmic()) {
            return Numbers::tick;
        }
        int each = (int) Math.ceil((Math.log10(span.high()) - Math.log10(span.low())) / mostDecades);
        return value -> span.withinDecade() || Math.floorMod(Math.round(Math.log10(value)), Math.max(1, each)) != 0
                ? " "
                : Numbers.decade(value);
    }

    /// A stroke that leaves lines as they are: the library would turn each grid line into the outline of its
    /// dashes.
    private static final class Hairline extends BasicStroke {
        @Override
        public Shape createStrokedShape(Shape line) {
            return line;
        }
    }
}
