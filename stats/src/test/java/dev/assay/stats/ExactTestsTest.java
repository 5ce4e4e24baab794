package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.assay.stats.ExactTests.Alternative;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ExactTestsTest {
    /// Conover (1971), p. 97, the example of R's `binom.test`: 682 of 925 against 3/4, p = 0.3825.
    @Test
    void mendels_peas_have_the_published_p_value() {
        assertThat(ExactTests.binomial(682, 925, 0.75, Alternative.TWO_SIDED).pValue())
                .isCloseTo(0.3825, within(0.00005));
    }

    @Property(tries = 200)
    void two_sided_p_values_agree_with_counting_all_outcomes(
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @IntRange(max = 80) int hits,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double p) {
        int k = Math.min(hits, n);
        var distribution = new BinomialDistribution(n, p);
        double sum = 0;
        double less = 0;
        for (int i = 0; i <= n; i++) {
            double probability = distribution.probability(i);
            sum += probability <= distribution.probability(k) * (1 + 1e-7) ? probability : 0;
            less += i <= k ? probability : 0;
        }
        assertThat(ExactTests.binomial(k, n, p, Alternative.TWO_SIDED).pValue())
                .isCloseTo(Math.min(1, sum), withinPercentage(1e-7));
        assertThat(ExactTests.binomial(k, n, p, Alternative.LESS).pValue()).isCloseTo(less, withinPercentage(1e-7));
    }

    @Test
    void a_p_value_beyond_the_range_of_a_double_keeps_its_power_of_ten() {
        Significance significance = ExactTests.binomial(5000, 5000, 0.5, Alternative.GREATER);
        assertThat(significance.pValue()).isZero();
        assertThat(significance.log10P()).isCloseTo(5000 * Math.log10(0.5), within(1e-6));
    }

    @Test
    void mcnemars_test_is_a_fair_coin_on_the_disagreements() {
        assertThat(ExactTests.mcNemar(0, 6).pValue()).isCloseTo(2 / 64.0, within(1e-12));
        assertThat(ExactTests.mcNemar(1, 5).pValue()).isCloseTo(2 * 7 / 64.0, within(1e-12));
        assertThat(ExactTests.mcNemar(3, 3).pValue()).isEqualTo(1);
        assertThat(ExactTests.mcNemar(0, 0).pValue()).isEqualTo(1);
        boolean[] first = {true, true, false, false, true, true};
        boolean[] second = {true, false, true, false, false, false};
        assertThat(ExactTests.mcNemar(first, second)).isEqualTo(ExactTests.mcNemar(3, 1));
        assertThatThrownBy(() -> ExactTests.mcNemar(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTests.mcNemar(first, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_sign_test_leaves_equal_pairs_out() {
        Significance significance = ExactTests.sign(IntervalsTest.SLEEP, new double[10]);
        assertThat(significance.n()).isEqualTo(9);
        assertThat(significance.pValue()).isCloseTo(2 / 512.0, within(1e-12));
    }

    @Property(tries = 50)
    void all_swaps_agree_with_a_recursive_count(@ForAll @IntRange(min = 1, max = 9) int n, @ForAll long seed) {
        var random = Bootstrap.random(seed);
        double[] first = new double[n];
        double[] second = new double[n];
        for (int i = 0; i < n; i++) {
            first[i] = random.nextInt(7);
            second[i] = random.nextInt(7);
        }
        double observed = 0;
        for (int i = 0; i < n; i++) {
            observed += first[i] - second[i];
        }
        double share = count(first, second, 0, 0, Math.abs(observed)) / Math.pow(2, n);
        assertThat(ExactTests.permutation(first, second, 1, 0).pValue()).isCloseTo(share, within(1e-12));
    }

    /// Whole numbers add without rounding, so no tolerance is needed here.
    private static long count(double[] first, double[] second, int i, double sum, double observed) {
        if (i == first.length) {
            return Math.abs(sum) >= observed ? 1 : 0;
        }
        double difference = first[i] - second[i];
        return count(first, second, i + 1, sum + difference, observed)
                + count(first, second, i + 1, sum - difference, observed);
    }

    @Test
    void random_swaps_approach_all_swaps_and_never_claim_zero() {
        double[] first = new double[21];
        double[] second = new double[21];
        for (int i = 0; i < first.length; i++) {
            first[i] = i % 5;
            second[i] = (i * 3) % 7;
        }
        double observed = Math.abs(Descriptive.sum(first) - Descriptive.sum(second));
        double exact = count(first, second, 0, 0, observed) / Math.pow(2, 21);
        assertThat(exact).isBetween(0.01, 0.9);
        assertThat(ExactTests.permutation(first, second, 20_000, 1).pValue()).isCloseTo(exact, within(0.015));
        double[] high = new double[40];
        java.util.Arrays.fill(high, 1);
        assertThat(ExactTests.permutation(high, new double[40], 999, 1).pValue())
                .isCloseTo(0.001, within(1e-12));
        assertThat(ExactTests.permutation(high, new double[40], 999, 1))
                .isEqualTo(ExactTests.permutation(high, new double[40], 999, 1));
    }

    @Test
    void what_cannot_be_tested_is_refused() {
        assertThatThrownBy(() -> ExactTests.binomial(3, 2, 0.5, Alternative.LESS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTests.permutation(new double[0], new double[0], 9, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactTests.sign(new double[] {Double.NaN}, new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Significance(0.1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
