package dev.assay.report.internal.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// The stretch of an axis that a plot shows.
///
/// @param low         its lower end
/// @param high        its upper end, above the lower
/// @param logarithmic whether the axis is logarithmic
record Span(double low, double high, boolean logarithmic) {
    private static final double NARROWEST = 1e-9;

    /// A span that holds all values, wide enough for ticks to differ.
    ///
    /// @param values without NaN, at least one; positive on a logarithmic axis
    static Span of(DoubleStream values, boolean logarithmic) {
        double[] all = values.toArray();
        double low = Arrays.stream(all).min().orElseThrow();
        double high = Arrays.stream(all).max().orElseThrow();
        return logarithmic ? decades(low, high) : widened(low, high);
    }

    /// A position for reckoning with widths: the value, or its decimal logarithm.
    double position(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /// The value at a position.
    double value(double position) {
        return logarithmic ? Math.pow(10, position) : position;
    }

    private static Span widened(double low, double high) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low > size * NARROWEST && high > low) {
            return new Span(low, high, false);
        }
        double margin = size == 0 ? 1 : size * 0.1;
        return new Span(low - margin, high + margin, false);
    }

    /// At least one whole decade lies inside, so that the axis can be read.
    private static Span decades(double low, double high) {
        double from = Math.log10(low);
        double to = Math.log10(high);
        if (to - from < 1) {
            double lower = Math.floor(from + 1e-9);
            from = Math.min(from, lower);
            to = Math.max(to, lower + 1);
        }
        return new Span(Math.pow(10, from), Math.pow(10, to), true);
    }
}
