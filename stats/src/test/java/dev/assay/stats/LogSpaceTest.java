package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class LogSpaceTest {
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
            double exact = Exactly.log(new BigDecimal(Exactly.choose(n, k)));
            assertThat(log).isCloseTo(exact, within(1e-13 * Math.max(1, exact)));
        }
    }

    @Test
    void all_binomial_coefficients_up_to_170_are_right_to_twelve_digits() {
        for (int n = 2; n <= 170; n++) {
            for (int k = 1; k < n; k++) {
                Exactly.assertRight(LogSpace.logChoose(n, k), Exactly.log(new BigDecimal(Exactly.choose(n, k))), n, k);
            }
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

    @Test
    void all_tails_of_up_to_sixty_trials_agree_with_exact_fractions() {
        long[][] fractions = {{1, 10_000}, {1, 997}, {1, 3}, {1, 2}, {9, 10}, {999_999, 1_000_000}};
        for (long[] fraction : fractions) {
            BigInteger hit = BigInteger.valueOf(fraction[0]);
            BigInteger miss = BigInteger.valueOf(fraction[1] - fraction[0]);
            double p = (double) fraction[0] / fraction[1];
            double logP = p > 0.5 ? Math.log1p(-miss.doubleValue() / fraction[1]) : Math.log(p);
            for (int n = 1; n <= 60; n++) {
                BigDecimal[] weights = new BigDecimal[n + 1];
                for (int i = 0; i <= n; i++) {
                    weights[i] = new BigDecimal(
                            Exactly.choose(n, i).multiply(hit.pow(i)).multiply(miss.pow(n - i)));
                }
                for (int k = 1; k <= n; k++) {
                    double exact = Exactly.logShareFrom(k, weights);
                    Exactly.assertRight(LogSpace.logBinomialUpperTailOfLog(k, n, logP), exact, k, n, p);
                }
            }
        }
    }

    @Test
    void tails_of_any_logarithm_are_right_to_twelve_digits() {
        double[] logs = {-1e-20, -1e-12, -0.001, -0.1, -0.7, -1, -5, -50, -700, -743.2, -800, -1500, -20_000};
        for (double logP : logs) {
            BigDecimal hit = Exactly.exp(logP);
            BigDecimal miss = BigDecimal.ONE.subtract(hit, Exactly.DIGITS);
            for (int n : new int[] {1, 2, 3, 12, 60, 250}) {
                BigDecimal[] weights = new BigDecimal[n + 1];
                for (int i = 0; i <= n; i++) {
                    weights[i] = new BigDecimal(Exactly.choose(n, i))
                            .multiply(hit.pow(i, Exactly.DIGITS), Exactly.DIGITS)
                            .multiply(miss.pow(n - i, Exactly.DIGITS), Exactly.DIGITS);
                }
                for (int k = 1; k <= n; k += 1 + k / 8) {
                    double exact = Exactly.logShareFrom(k, weights);
                    if (exact < -1e-300) {
                        Exactly.assertRight(LogSpace.logBinomialUpperTailOfLog(k, n, logP), exact, k, n, logP);
                    }
                }
            }
        }
    }

    @Test
    void tails_of_many_trials_do_not_lose_the_digits_that_cancel() {
        assertTailOfMany(50_200, 100_000, Math.log(0.5));
        assertTailOfMany(51_000, 100_000, Math.log(0.5));
        assertTailOfMany(130, 1_000_000, Math.log(1e-4));
        assertTailOfMany(200, 1_000_000, Math.log(1e-4));
        assertTailOfMany(20, 1_000_000_000, Math.log(1e-9));
        assertTailOfMany(5, 1_000_000_000_000_000_000L, -42);
        assertTailOfMany(1, Long.MAX_VALUE, -1500);
        assertTailOfMany(1000, 100_000, -1500);
    }

    private static void assertTailOfMany(long k, long n, double logP) {
        BigDecimal hit = Exactly.exp(logP);
        BigDecimal miss = BigDecimal.ONE.subtract(hit, Exactly.DIGITS);
        BigDecimal first = BigDecimal.ONE;
        for (long i = 1; i <= k; i++) {
            first = first.multiply(BigDecimal.valueOf(n - k + i), Exactly.DIGITS)
                    .multiply(hit, Exactly.DIGITS)
                    .divide(BigDecimal.valueOf(i), Exactly.DIGITS);
        }
        first = first.multiply(power(miss, n - k), Exactly.DIGITS);
        BigDecimal odds = hit.divide(miss, Exactly.DIGITS);
        BigDecimal sum = first;
        BigDecimal term = first;
        for (long i = k; i < n && term.compareTo(sum.movePointLeft(30)) > 0; i++) {
            term = term.multiply(BigDecimal.valueOf(n - i), Exactly.DIGITS)
                    .multiply(odds, Exactly.DIGITS)
                    .divide(BigDecimal.valueOf(i + 1), Exactly.DIGITS);
            sum = sum.add(term, Exactly.DIGITS);
        }
        Exactly.assertRight(LogSpace.logBinomialUpperTailOfLog(k, n, logP), Exactly.log(sum), k, n, logP);
    }

    private static BigDecimal power(BigDecimal base, long exponent) {
        BigDecimal result = BigDecimal.ONE;
        BigDecimal square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result.multiply(square, Exactly.DIGITS);
            }
            square = square.multiply(square, Exactly.DIGITS);
        }
        return result;
    }

    @Test
    void hits_in_every_trial_multiply() {
        for (int n : new int[] {1, 7, 8, 100, 1000}) {
            double log10 = LogSpace.logBinomialUpperTailOfLog(n, n, -1500 * LogSpace.LN_10) / LogSpace.LN_10;
            Exactly.assertRight(log10, -1500.0 * n);
        }
    }

    @Property
    void a_tail_falls_with_more_hits_and_rises_with_more_trials_and_chance(
            @ForAll @IntRange(max = 300) int k,
            @ForAll @IntRange(max = 300) int more,
            @ForAll @DoubleRange(min = -2000, max = 0) double logP,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double factor) {
        int n = k + more;
        double tail = LogSpace.logBinomialUpperTailOfLog(k, n, logP);
        double above = tail * (1 - 1e-12);
        double below = tail * (1 + 1e-12);
        assertThat(tail).isLessThanOrEqualTo(0);
        if (k < n) {
            assertThat(LogSpace.logBinomialUpperTailOfLog(k + 1, n, logP)).isLessThanOrEqualTo(above);
        }
        assertThat(LogSpace.logBinomialUpperTailOfLog(k, n + 1, logP)).isGreaterThanOrEqualTo(below);
        assertThat(LogSpace.logBinomialUpperTailOfLog(k, n, logP * factor)).isGreaterThanOrEqualTo(below);
    }

    @Property
    void a_tail_is_the_same_by_a_probability_and_by_its_logarithm(
            @ForAll @IntRange(max = 300) int k,
            @ForAll @IntRange(max = 300) int more,
            @ForAll @DoubleRange(min = 1e-6, max = 0.5) @Scale(9) double p) {
        double plain = LogSpace.logBinomialUpperTail(k, k + more, p);
        assertThat(LogSpace.logBinomialUpperTailOfLog(k, k + more, Math.log(p)))
                .isCloseTo(plain, within(1e-11 * Math.abs(plain)));
    }

    @Test
    void certain_and_impossible_tails_of_a_logarithm_are_exact() {
        assertThat(LogSpace.logBinomialUpperTailOfLog(0, 0, -3)).isZero();
        assertThat(LogSpace.logBinomialUpperTailOfLog(0, 10, -3)).isZero();
        assertThat(LogSpace.logBinomialUpperTailOfLog(10, 10, 0)).isZero();
        assertThat(LogSpace.logBinomialUpperTailOfLog(0, 10, Double.NEGATIVE_INFINITY))
                .isZero();
        assertThat(LogSpace.logBinomialUpperTailOfLog(1, 10, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logBinomialUpperTailOfLog(1, 1, -Double.MIN_VALUE)).isEqualTo(-Double.MIN_VALUE);
    }

    @Test
    void tails_of_no_count_or_no_probability_are_refused() {
        for (long[] hits : new long[][] {{-1, 10}, {11, 10}, {0, -1}, {-2, -1}}) {
            assertThatThrownBy(() -> LogSpace.logBinomialUpperTailOfLog(hits[0], hits[1], -1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (double logP : new double[] {1e-300, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() -> LogSpace.logBinomialUpperTailOfLog(1, 2, logP))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// `log P(from <= X <= to)` in a hundred decimal digits.
    private static double exactTail(int from, int to, int n, double p) {
        BigDecimal hit = new BigDecimal(p);
        BigDecimal miss = BigDecimal.ONE.subtract(hit);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = from; i <= to; i++) {
            sum = sum.add(new BigDecimal(Exactly.choose(n, i))
                    .multiply(hit.pow(i, Exactly.DIGITS))
                    .multiply(miss.pow(n - i, Exactly.DIGITS), Exactly.DIGITS));
        }
        return Exactly.log(sum);
    }
}
