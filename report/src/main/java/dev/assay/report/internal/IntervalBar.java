package dev.assay.report.internal;

import dev.assay.base.Interval;
import dev.assay.base.evidence.Measure;
import java.util.Locale;

/// A small picture of an interval on a scale that holds nought, so that its width can be judged at a glance.
final class IntervalBar {
    private static final double LEFT = 2;
    private static final double WIDTH = 176;

    private IntervalBar() {}

    /// The drawing, or nothing where an end is not a finite number.
    static String svg(Measure measure, Interval interval) {
        if (!Double.isFinite(interval.low())
                || !Double.isFinite(interval.high())
                || !Double.isFinite(interval.estimate())) {
            return "";
        }
        Scale scale = Scale.of(interval, measure.unit());
        String from = Numbers.plain(scale.low(), measure.unit().strip().equals("%") ? "%" : "");
        String to = Numbers.plain(scale.high(), measure.unit().strip().equals("%") ? "%" : "");
        double low = scale.place(interval.low());
        double high = scale.place(interval.high());
        double estimate = scale.place(interval.estimate());
        return "<svg class=\"interval\" viewBox=\"0 0 180 28\" width=\"180\" height=\"28\" role=\"img\">"
                + "<title>" + Escape.html(measure.name()) + "</title><desc>"
                + Escape.html(Numbers.full(measure) + ", on a scale from " + from + " to " + to) + "</desc>"
                + line("scale", LEFT, 8, LEFT + WIDTH, 8)
                + line("scale", LEFT, 5, LEFT, 11)
                + line("scale", LEFT + WIDTH, 5, LEFT + WIDTH, 11)
                + (scale.low() < 0 && scale.high() > 0 ? line("zero", scale.place(0), 1, scale.place(0), 15) : "")
                + line("range", low, 8, Math.max(high, low + 1), 8)
                + line("estimate", estimate, 2, estimate, 14)
                + "<text x=\"" + LEFT + "\" y=\"25\">" + Escape.html(from) + "</text><text class=\"end\" x=\""
                + (LEFT + WIDTH) + "\" y=\"25\">" + Escape.html(to) + "</text></svg>";
    }

    private static String line(String cssClass, double x1, double y1, double x2, double y2) {
        return String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>", cssClass, x1, y1, x2, y2);
    }

    /// @param low  its left end
    /// @param high its right end, above the left
    private record Scale(double low, double high) {
        static Scale of(Interval interval, String unit) {
            if (unit.strip().equals("%") && interval.low() >= 0 && interval.high() <= 1) {
                return new Scale(0, 1);
            }
            double size = round(Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
            return new Scale(interval.low() < 0 ? -size : 0, interval.high() > 0 ? size : 0);
        }

        double place(double value) {
            return LEFT + WIDTH * Math.clamp((value - low) / (high - low), 0, 1);
        }

        /// The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten.
        private static double round(double size) {
            if (size == 0) {
                return 1;
            }
            double power = Math.pow(10, Math.floor(Math.log10(size)));
            for (double step : new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
                if (size <= step * power * (1 + 1e-9)) {
                    return step * power;
                }
            }
            return Math.min(10 * power, Double.MAX_VALUE);
        }
    }
}
