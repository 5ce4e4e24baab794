package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.Interval;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {
    private static final Offset<Double> FOUR_DIGITS = within(0.00005001);

    /// Differences of extra sleep under two drugs, Student (1908); R's `t.test` gives -2.4598858 to -0.7001142.
    static final double[] SLEEP = {-1.2, -2.4, -1.3, -1.3, 0.0, -1.0, -1.8, -0.8, -4.6, -1.4};

    @Test
    void the_mean_of_students_own_example_has_the_published_interval() {
        Interval interval = Intervals.mean(SLEEP, 0.95);
        assertThat(interval.estimate()).isCloseTo(-1.58, within(1e-12));
        assertThat(interval.low()).isCloseTo(-2.4598858, within(1e-7));
        assertThat(interval.high()).isCloseTo(-0.7001142, within(1e-7));
        assertThat(interval.n()).isEqualTo(10);
    }

    /// Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, methods 3 and 5.
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662, 0.2527, 0.3676",
        "15, 148, 0.0624, 0.1605, 0.0578, 0.1617",
        "0, 20, 0.0000, 0.1611, 0.0000, 0.1684",
        "1, 29, 0.0061, 0.1718, 0.0009, 0.1776"
    })
    void proportions_have_the_published_intervals(
            long k, long n, double wilsonLow, double wilsonHigh, double exactLow, double exactHigh) {
        Interval wilson = Intervals.wilson(k, n, 0.95);
        assertThat(wilson.low()).isCloseTo(wilsonLow, FOUR_DIGITS);
        assertThat(wilson.high()).isCloseTo(wilsonHigh, FOUR_DIGITS);
        Interval exact = Intervals.clopperPearson(k, n, 0.95);
        assertThat(exact.low()).isCloseTo(exactLow, FOUR_DIGITS);
        assertThat(exact.high()).isCloseTo(exactHigh, FOUR_DIGITS);
    }

    /// Newcombe (1998), "Interval estimation for the difference between independent proportions", table II, method
    /// 10.
    @ParameterizedTest
    @CsvSource({"56, 70, 48, 80, 0.0524, 0.3339", "9, 10, 3, 10, 0.1705, 0.8090", "10, 10, 0, 10, 0.6075, 1.0000"})
    void differences_have_the_published_intervals(long k1, long n1, long k2, long n2, double low, double high) {
        Interval interval = Intervals.difference(k1, n1, k2, n2, 0.95);
        assertThat(interval.low()).isCloseTo(low, FOUR_DIGITS);
        assertThat(interval.high()).isCloseTo(high, FOUR_DIGITS);
    }

    @Property(tries = 200)
    void wilsons_ends_solve_their_equation(
            @ForAll @IntRange(min = 1, max = 500) int n, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        long k = Math.round(share * n);
        Interval interval = Intervals.wilson(k, n, 0.95);
        double z = 1.959963984540054;
        for (double end : new double[] {interval.low(), interval.high()}) {
            if (end > 0 && end < 1) {
                assertThat(Math.abs((double) k / n - end)).isCloseTo(z * Math.sqrt(end * (1 - end) / n), within(1e-9));
            }
        }
    }

    @Property(tries = 200)
    void clopper_and_pearsons_ends_leave_the_tails_they_promise(
            @ForAll @IntRange(min = 1, max = 300) int n, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        long k = Math.round(share * n);
        Interval interval = Intervals.clopperPearson(k, n, 0.9);
        if (k > 0) {
            assertThat(Math.exp(LogSpace.logBinomialUpperTail(k, n, interval.low())))
                    .isCloseTo(0.05, within(1e-6));
        }
        if (k < n) {
            assertThat(Math.exp(LogSpace.logBinomialLowerTail(k, n, interval.high())))
                    .isCloseTo(0.05, within(1e-6));
        }
    }

    @Property(tries = 100)
    void a_difference_swapped_is_the_difference_mirrored(
            @ForAll @IntRange(max = 20) int k1, @ForAll @IntRange(max = 20) int k2) {
        Interval one = Intervals.difference(k1, 20, k2, 25, 0.95);
        Interval other = Intervals.difference(k2, 25, k1, 20, 0.95);
        assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
        assertThat(one.high()).isCloseTo(-other.low(), within(1e-12));
    }

    @Test
    void what_is_no_proportion_or_level_is_refused() {
        assertThatThrownBy(() -> Intervals.wilson(1, 0, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Intervals.wilson(3, 2, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Intervals.clopperPearson(-1, 2, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Intervals.wilson(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Intervals.mean(new double[] {1}, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Intervals.mean(new double[] {1, Double.NaN}, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
