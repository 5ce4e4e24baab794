package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class LogSpaceTest {
    private static final MathContext DIGITS = new MathContext(60);

    @Test
    void sums_far_below_and_above_the_range_of_a_double_are_right() {
        assertThat(LogSpace.logSumExp(-10_000, -10_000)).isEqualTo(-10_000 + Math.log(2), within(1e-11));
        assertThat(LogSpace.logSumExp(10_000, 10_000, 10_000)).isEqualTo(10_000 + Math.log(3), within(1e-11));
        assertThat(LogSpace.logSumExp()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logSumExp(Double.NEGATIVE_INFINITY, 3)).isEqualTo(3);
        assertThat(LogSpace.logSumExp(Double.POSITIVE_INFINITY, 3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(LogSpace.logSumExp(Double.NaN, 3)).isNaN();
        assertThat(LogSpace.logAdd(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Property
    void adding_and_subtracting_agree_with_plain_numbers(
            @ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(9) double a,
            @ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(9) double b) {
        assertThat(Math.exp(LogSpace.logAdd(Math.log(a), Math.log(b)))).isCloseTo(a + b, withinPercentage(1e-10));
        assertThat(LogSpace.logSumExp(Math.log(a), Math.log(b)))
                .isCloseTo(LogSpace.logAdd(Math.log(a), Math.log(b)), within(1e-14 * 20));
        double sum = LogSpace.logAdd(Math.log(a), Math.log(b));
        double back = LogSpace.logSubtract(sum, Math.log(b));
        assertThat(Math.exp(back)).isCloseTo(a, within(1e-12 * (a + b)));
    }

    @Test
    void one_minus_exp_keeps_its_digits_at_both_ends() {
        assertThat(LogSpace.log1mexp(-1e-20)).isCloseTo(Math.log(1e-20), within(1e-12));
        assertThat(LogSpace.log1mexp(-50)).isCloseTo(-Math.exp(-50), withinPercentage(1e-10));
        assertThat(LogSpace.log1mexp(-Math.log(2))).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(LogSpace.log1mexp(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.log1mexp(Double.NEGATIVE_INFINITY)).isZero();
        assertThatThrownBy(() -> LogSpace.log1mexp(1e-9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogSpace.logSubtract(1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(LogSpace.logSubtract(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Property(tries = 200)
    void binomial_coefficients_agree_with_exact_integers(
            @ForAll @IntRange(max = 2000) int n, @ForAll @IntRange(max = 2000) int k) {
        double log = LogSpace.logChoose(n, k);
        if (k > n) {
            assertThat(log).isEqualTo(Double.NEGATIVE_INFINITY);
        } else {
            double exact = log(new BigDecimal(choose(n, k)));
            assertThat(log).isCloseTo(exact, within(1e-13 * Math.max(1, exact)));
        }
    }

    @Test
    void coefficients_of_huge_numbers_do_not_cancel() {
        long n = 1_000_000_000_000_000L;
        double exact = 2 * Math.log(1e15) - Math.log(2);
        assertThat(LogSpace.logChoose(n, 2)).isCloseTo(exact, within(1e-11));
        assertThat(LogSpace.logChoose(n, n - 2)).isCloseTo(exact, within(1e-11));
    }

    @Property(tries = 100)
    void tails_agree_with_exact_sums(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(max = 60) int k,
            @ForAll @DoubleRange(min = 1e-12, max = 1 - 1e-12) @Scale(15) double p) {
        double upper = exactTail(Math.min(k, n), n, n, p);
        double lower = exactTail(0, Math.min(k, n), n, p);
        double tolerance = 1e-12;
        assertThat(LogSpace.logBinomialUpperTail(Math.min(k, n), n, p))
                .isCloseTo(upper, within(tolerance * Math.max(1, Math.abs(upper))));
        assertThat(LogSpace.logBinomialLowerTail(Math.min(k, n), n, p))
                .isCloseTo(lower, within(tolerance * Math.max(1, Math.abs(lower))));
    }

    @Test
    void tails_far_below_the_range_of_a_double_are_right() {
        assertThat(LogSpace.log10BinomialUpperTail(10, 10, 1e-300)).isCloseTo(-3000, within(1e-9));
        assertThat(LogSpace.log10BinomialUpperTail(2000, 2000, 0.5)).isCloseTo(2000 * Math.log10(0.5), within(1e-9));
        assertThat(LogSpace.logBinomialUpperTail(900, 1000, 0.01))
                .isCloseTo(exactTail(900, 1000, 1000, 0.01), within(1e-9));
        assertThat(LogSpace.logBinomialLowerTail(3, 2000, 0.9)).isCloseTo(exactTail(0, 3, 2000, 0.9), within(1e-9));
        assertThat(LogSpace.log10BinomialLowerTail(0, 5_000, 0.9)).isCloseTo(-5000, within(1e-8));
    }

    @Test
    void tails_near_one_keep_what_is_missing_from_one() {
        double missing = Math.exp(exactTail(0, 4, 100, 0.5));
        assertThat(LogSpace.logBinomialUpperTail(5, 100, 0.5)).isCloseTo(-missing, withinPercentage(1e-9));
    }

    @Test
    void large_counts_approach_the_normal_distribution_and_stay_quick() {
        long n = 1_000_000_000_000L;
        assertThat(LogSpace.logBinomialUpperTail(n / 2, n, 0.5)).isCloseTo(Math.log(0.5), within(1e-3));
        assertThat(LogSpace.logBinomialUpperTail(n / 2 + 1_000_000, n, 0.5))
                .isCloseTo(Math.log(0.02275013), within(1e-2));
    }

    @Test
    void certain_and_impossible_cases_are_exact() {
        assertThat(LogSpace.logBinomialUpperTail(0, 10, 0.3)).isZero();
        assertThat(LogSpace.logBinomialUpperTail(11, 10, 0.3)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logBinomialUpperTail(1, 10, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logBinomialUpperTail(10, 10, 1)).isZero();
        assertThat(LogSpace.logBinomialLowerTail(-1, 10, 0.3)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logBinomialLowerTail(9, 10, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logBinomialLowerTail(0, 10, 0)).isZero();
        assertThat(LogSpace.logBinomial(0, 0, 0.5)).isZero();
        assertThat(LogSpace.logBinomial(0, 10, 0)).isZero();
        assertThatThrownBy(() -> LogSpace.logBinomial(1, 2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogSpace.logBinomialUpperTail(1, -2, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger choose(int n, int k) {
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return product;
    }

    /// `log P(from <= X <= to)` in 60 decimal digits.
    private static double exactTail(int from, int to, int n, double p) {
        BigDecimal hit = new BigDecimal(p);
        BigDecimal miss = BigDecimal.ONE.subtract(hit);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = from; i <= to; i++) {
            sum = sum.add(new BigDecimal(choose(n, i))
                    .multiply(hit.pow(i, DIGITS))
                    .multiply(miss.pow(n - i, DIGITS), DIGITS));
        }
        return log(sum);
    }

    private static double log(BigDecimal value) {
        int power = value.precision() - value.scale();
        return Math.log(value.movePointLeft(power).doubleValue()) + power * Math.log(10);
    }
}
