package dev.assay.base.evidence;

import java.util.Arrays;
import java.util.List;

/// A plot as data; the report draws it.
///
/// @param title  what it shows
/// @param x      the horizontal axis
/// @param y      the vertical axis
/// @param series at least one
public record Plot(String title, Axis x, Axis y, List<Series> series) {
    public Plot {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("plot '" + title + "' has no series");
        }
    }

    /// @param label       name and unit
    /// @param logarithmic whether the axis is logarithmic
    public record Axis(String label, boolean logarithmic) {
        public static Axis linear(String label) {
            return new Axis(label, false);
        }

        public static Axis logarithmic(String label) {
            return new Axis(label, true);
        }
    }

    /// How a series is drawn.
    public enum Mark {
        LINE,
        POINTS,
        BARS
    }

    /// Points of one kind; `low` and `high` are empty, or give each point its interval.
    public record Series(String name, Mark mark, double[] x, double[] y, double[] low, double[] high) {
        public Series {
            boolean intervals = low.length > 0 || high.length > 0;
            if (x.length != y.length || (intervals && (low.length != x.length || high.length != x.length))) {
                throw new IllegalArgumentException("series '" + name + "' has arrays of different lengths");
            }
        }

        public static Series of(String name, Mark mark, double[] x, double[] y) {
            return new Series(name, mark, x, y, new double[0], new double[0]);
        }

        @Override
        public boolean equals(Object other) {
            return other
                            instanceof
                            Series(String otherName, Mark otherMark, double[] ox, double[] oy, double[] ol, double[] oh)
                    && name.equals(otherName)
                    && mark == otherMark
                    && Arrays.equals(x, ox)
                    && Arrays.equals(y, oy)
                    && Arrays.equals(low, ol)
                    && Arrays.equals(high, oh);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + Arrays.hashCode(y);
        }

        @Override
        public String toString() {
            return "Series[" + name + ", " + mark + ", " + x.length + " points]";
        }
    }
}
