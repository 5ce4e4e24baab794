package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FiniteDifferenceTest {
    private static final double[] POINT = {0.3, -1.2, 2.5, 0.01};

    /// `f = x0² x1 + sin(x2) exp(x3)`
    private static double smooth(double[] x) {
        return x[0] * x[0] * x[1] + Math.sin(x[2]) * Math.exp(x[3]);
    }

    private static double[] smoothGradient(double[] x) {
        return new double[] {
            2 * x[0] * x[1], x[0] * x[0], Math.cos(x[2]) * Math.exp(x[3]), Math.sin(x[2]) * Math.exp(x[3])
        };
    }

    @Test
    void a_right_gradient_agrees() {
        FiniteDifference.Report report =
                FiniteDifference.ofDoubles().check(FiniteDifferenceTest::smooth, POINT, smoothGradient(POINT));
        assertThat(report.agrees()).isTrue();
        assertThat(report.error()).isLessThan(1e-9);
        assertThat(report.entries()).isEqualTo(4);
        assertThatCode(report::requireAgreement).doesNotThrowAnyException();
    }

    @Test
    void a_wrong_entry_is_named_with_both_values() {
        double[] gradient = smoothGradient(POINT);
        gradient[2] *= 1.01;
        FiniteDifference.Report report =
                FiniteDifference.ofDoubles().check(FiniteDifferenceTest::smooth, POINT, gradient);
        assertThat(report.worst()).isEqualTo(2);
        assertThat(report.failures()).isEqualTo(1);
        assertThat(report.error()).isBetween(0.0098, 0.0102);
        assertThatThrownBy(report::requireAgreement)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 4 entries differ")
                .hasMessageContaining("[2] at x = 2.5")
                .hasMessageContaining("gradient -0.817");
    }

    @Test
    void the_point_is_left_as_it_was() {
        double[] point = POINT.clone();
        FiniteDifference.ofDoubles().check(FiniteDifferenceTest::smooth, point, smoothGradient(point));
        assertThat(point).containsExactly(POINT);
    }

    @Test
    void polynomials_up_to_the_fourth_degree_are_exact() {
        double[] numeric = FiniteDifference.ofFloats().gradient(x -> Math.pow(x[0], 4), new double[] {3});
        assertThat(numeric[0]).isCloseTo(108, within(1e-9));
    }

    @Test
    void a_function_in_single_precision_agrees_under_the_float_settings_and_a_small_fault_does_not() {
        int n = 40;
        double[] weights = new Random(1).doubles(n, -1, 1).toArray();
        double[] point = new Random(2).doubles(n, -2, 2).toArray();
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            double tanh = Math.tanh(weights[i] * point[i]);
            gradient[i] = weights[i] * (1 - tanh * tanh);
        }
        FiniteDifference check = FiniteDifference.ofFloats();
        check.check(x -> inFloats(weights, x), point, gradient).requireAgreement();
        gradient[7] *= 1.05;
        assertThat(check.check(x -> inFloats(weights, x), point, gradient).worst())
                .isEqualTo(7);
        assertThat(check.check(x -> inFloats(weights, x), point, gradient).agrees())
                .isFalse();
    }

    private static double inFloats(double[] weights, double[] x) {
        float total = 0;
        for (int i = 0; i < x.length; i++) {
            total += (float) Math.tanh((float) weights[i] * (float) x[i]);
        }
        return total;
    }

    @Test
    void a_gradient_that_is_not_a_number_disagrees() {
        double[] gradient = smoothGradient(POINT);
        gradient[1] = Double.NaN;
        FiniteDifference.Report report =
                FiniteDifference.ofDoubles().check(FiniteDifferenceTest::smooth, POINT, gradient);
        assertThat(report.agrees()).isFalse();
        assertThat(report.worst()).isEqualTo(1);
        assertThat(FiniteDifference.ofDoubles()
                        .check(x -> Double.NaN, POINT, smoothGradient(POINT))
                        .failures())
                .isEqualTo(4);
    }

    @Test
    void a_function_that_is_constant_has_a_zero_gradient() {
        FiniteDifference.ofDoubles().check(x -> 5, POINT, new double[4]).requireAgreement();
        assertThat(FiniteDifference.ofDoubles()
                        .check(x -> 5, POINT, new double[] {0, 0, 1e-9, 0})
                        .agrees())
                .isFalse();
    }

    @Test
    void lengths_that_differ_and_settings_without_sense_are_refused() {
        assertThatThrownBy(() -> FiniteDifference.ofDoubles().check(x -> 0, POINT, new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FiniteDifference.ofDoubles().check(x -> 0, new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FiniteDifference.ofDoubles().withStep(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FiniteDifference.ofDoubles().withTolerance(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
