package dev.assay.report.internal.plot;

import dev.assay.report.internal.Numbers;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Ticks of a logarithmic axis that is too short for the library, which labels powers of ten only.
///
/// They stand at 1, 2, 5, or at 1 to 9 times a power of ten, or at evenly spaced round numbers: the first of
/// these that gives three labels.
record FineTicks(SvgCanvas canvas, Span x, Span y) {
    private static final int ROOM_BELOW = 16;
    private static final int FEWEST = 3;

    /// Draws them, where an axis needs them.
    void draw() {
        canvas.plotArea().ifPresent(area -> {
            if (x.withinDecade()) {
                places(x).forEach(value -> drawBelow(area, value));
            }
            if (y.withinDecade()) {
                places(y).forEach(value -> drawBeside(area, value));
            }
        });
    }

    /// Height that labels of the horizontal axis need in addition.
    int roomBelow() {
        return x.withinDecade() ? ROOM_BELOW : 0;
    }

    private void drawBelow(Rectangle2D area, double value) {
        double at = area.getX() + area.getWidth() * share(x, value);
        canvas.setColor(Ink.of(Ink.Role.AXIS).color());
        canvas.draw(new Line2D.Double(at, area.getMaxY(), at, area.getMaxY() + 4));
        canvas.label(Ink.of(Ink.Role.TICK_X), Numbers.datum(value), at, area.getMaxY() + 17);
    }

    private void drawBeside(Rectangle2D area, double value) {
        double at = area.getMaxY() - area.getHeight() * share(y, value);
        canvas.setColor(Ink.of(Ink.Role.AXIS).color());
        canvas.draw(new Line2D.Double(area.getX() - 4, at, area.getX(), at));
        canvas.label(Ink.of(Ink.Role.TICK_Y), Numbers.datum(value), area.getX() - 8, at + 4.3);
    }

    private static double share(Span span, double value) {
        double from = span.position(span.low());
        double inside = (span.position(value) - from) / (span.position(span.high()) - from);
        return (1 - ChartStyle.CONTENT) / 2 + ChartStyle.CONTENT * inside;
    }

    static List<Double> places(Span span) {
        int power = (int) Math.floor(Math.log10(span.low()));
        for (List<Integer> steps : List.of(List.of(1, 2, 5), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9))) {
            List<Double> places = IntStream.rangeClosed(power, power + 2)
                    .boxed()
                    .flatMap(p -> steps.stream().map(step -> step * Math.pow(10, p)))
                    .filter(value -> value >= span.low() && value <= span.high())
                    .toList();
            if (places.size() >= FEWEST) {
                return places;
            }
        }
        return evenly(span);
    }

    private static List<Double> evenly(Span span) {
        double rough = (span.high() - span.low()) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(candidate -> candidate >= rough)
                .findFirst()
                .orElse(rough);
        double first = Math.ceil(span.low() / step);
        return IntStream.rangeClosed(0, 6)
                .mapToObj(k -> (first + k) * step)
                .filter(value -> value <= span.high())
                .toList();
    }
}
