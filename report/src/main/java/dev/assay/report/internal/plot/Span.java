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

    /// Whether this is a logarithmic axis on which fewer than two powers of ten would be labelled.
    boolean withinDecade() {
        return logarithmic && Math.floor(Math.log10(high) + NARROWEST) - Math.ceil(Math.log10(low) - NARROWEST) < 1;
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
            return snapped(low, high);
        }
        double margin = size == 0 ? 1 : size * 0.1;
        return new Span(low - margin, high + margin, false);
    }

    /// Ends that lie just short of a round number reach it, so that the axis is labelled there.
    private static Span snapped(double low, double high) {
        double step = Math.pow(10, Math.floor(Math.log10(high - low)));
        step = (high - low) / step < 3 ? step / 5 : step;
        double lower = Math.floor(low / step + NARROWEST) * step;
        double upper = Math.ceil(high / step - NARROWEST) * step;
        double reach = 0.3 * step;
        return new Span(low - lower < reach ? lower : low, upper - high < reach ? upper : high, false);
    }

    /// A single value stands in the middle of two powers of ten.
    private static Span decades(double low, double high) {
        boolean wide = Math.log10(high) - Math.log10(low) > NARROWEST;
        return wide ? new Span(low, high, true) : new Span(low / 10, high * 10, true);
    }
}
