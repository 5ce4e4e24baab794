package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Checks a gradient against four-point central differences.
///
/// Entry `i` is compared with `(8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h`, with `h` the step times
/// `max(1, |x_i|)`; the formula's own error is of order `h⁴`, so that a step large enough for single precision
/// still serves. An entry agrees if `|analytic - numeric| ≤ tolerance · max(|analytic|, |numeric|, floor)`,
/// where the floor is a share of the gradient's largest entry: small entries drown in the rounding of `f`, which
/// large ones set.
///
/// A function with kinks (ReLU at 0, a maximum that changes place) is not differentiable there and fails
/// rightly.
///
/// @param step      step relative to `max(1, |x_i|)`
/// @param tolerance relative tolerance
/// @param floor     share of the largest entry below which errors are measured against that share
public record FiniteDifference(double step, double tolerance, double floor) {
    public FiniteDifference {
        if (!(step > 0 && step < 1 && tolerance > 0 && tolerance < 1 && floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("step " + step + " and tolerance " + tolerance
                    + " must lie between 0 and 1, floor " + floor + " from 0 to 1");
        }
    }

    /// For functions computed in double precision: step 1e-3, tolerance 1e-6.
    public static FiniteDifference ofDoubles() {
        return new FiniteDifference(1e-3, 1e-6, 1e-3);
    }

    /// For functions computed in single precision: step 2⁻⁵, tolerance 1 %. The step is a power of two, so that
    /// the shifted points lose little when they are rounded to float.
    public static FiniteDifference ofFloats() {
        return new FiniteDifference(0x1p-5, 1e-2, 5e-2);
    }

    /// The same check with another relative tolerance.
    public FiniteDifference withTolerance(double to) {
        return new FiniteDifference(step, to, floor);
    }

    /// The same check with another step.
    public FiniteDifference withStep(double to) {
        return new FiniteDifference(to, tolerance, floor);
    }

    /// What a check found, about the entry that is worst.
    ///
    /// @param entries   how many entries were checked
    /// @param failures  how many of them disagree
    /// @param worst     index of the entry with the largest relative error
    /// @param at        the point's value there
    /// @param analytic  the gradient given there
    /// @param numeric   the difference quotient there
    /// @param error     its relative error; NaN or infinite values count as infinite
    /// @param tolerance what the error may be at most
    public record Report(
            int entries,
            int failures,
            int worst,
            double at,
            double analytic,
            double numeric,
            double error,
            double tolerance) {

        /// Whether every entry agrees.
        public boolean agrees() {
            return failures == 0;
        }

        /// @throws AssertionError if an entry disagrees, with the text of [#toString()]
        public void requireAgreement() {
            if (!agrees()) {
                throw new AssertionError(toString());
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of %d entries differ; worst is [%d] at x = %.9g: gradient %.9g, differences %.9g, relative"
                            + " error %.3g (at most %.3g)",
                    agrees() ? "the gradient agrees" : "the gradient is wrong",
                    failures,
                    entries,
                    worst,
                    at,
                    analytic,
                    numeric,
                    error,
                    tolerance);
        }
    }

    /// Compares a gradient at a point with differences of `f`, which is called four times per entry and always
    /// with the same array, changed in place.
    ///
    /// @throws IllegalArgumentException if the gradient has another length than the point, or there is no
    ///     entry
    public Report check(ToDoubleFunction<double[]> f, double[] point, double[] gradient) {
        if (point.length == 0 || gradient.length != point.length) {
            throw new IllegalArgumentException(
                    "a point of " + point.length + " entries has a gradient of " + gradient.length);
        }
        double[] numeric = gradient(f, point);
        double least = floor * Arrays.stream(numeric).map(Math::abs).max().orElseThrow();
        double[] errors = new double[point.length];
        Arrays.setAll(errors, i -> error(gradient[i], numeric[i], least));
        int worst = 0;
        for (int i = 1; i < errors.length; i++) {
            worst = errors[i] > errors[worst] ? i : worst;
        }
        int failures =
                (int) Arrays.stream(errors).filter(e -> !(e <= tolerance)).count();
        return new Report(
                point.length, failures, worst, point[worst], gradient[worst], numeric[worst], errors[worst], tolerance);
    }

    /// The gradient by differences alone.
    public double[] gradient(ToDoubleFunction<double[]> f, double[] point) {
        double[] x = point.clone();
        double[] numeric = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double h = step * Math.max(1, Math.abs(point[i]));
            double near = at(f, x, i, point[i] + h) - at(f, x, i, point[i] - h);
            double far = at(f, x, i, point[i] + 2 * h) - at(f, x, i, point[i] - 2 * h);
            numeric[i] = (8 * near - far) / (12 * h);
            x[i] = point[i];
        }
        return numeric;
    }

    private static double at(ToDoubleFunction<double[]> f, double[] x, int i, double value) {
        x[i] = value;
        return f.applyAsDouble(x);
    }

    private static double error(double analytic, double numeric, double least) {
        double difference = Math.abs(analytic - numeric);
        if (difference == 0) {
            return 0;
        }
        double error = difference / Math.max(least, Math.max(Math.abs(analytic), Math.abs(numeric)));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
}
