package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PoissonBinomialTest {
    /// A tail that lacks still less of one is right to fewer than twelve digits of what it lacks.
    private static final double MISSING = -1e-30;

    @Test
    void trials_of_one_probability_are_binomial() {
        for (double logP : new double[] {-1e-9, -0.01, -0.7, -3, -20, -744, -1500, -40_000}) {
            for (int n : new int[] {1, 2, 10, 100, 400}) {
                double[] logs = new double[n];
                Arrays.fill(logs, logP);
                for (int k = 0; k <= n; k += 1 + k / 4) {
                    double binomial = LogSpace.logBinomialUpperTailOfLog(k, n, logP);
                    double relative = binomial > MISSING ? 1e-10 : 1e-12;
                    assertThat(PoissonBinomial.logUpperTail(k, logs))
                            .as("%d of %d with exp(%s)", k, n, logP)
                            .isCloseTo(binomial, within(relative * Math.abs(binomial)));
                }
            }
        }
    }

    @Property(tries = 30)
    void different_trials_agree_with_counting_all_outcomes(
            @ForAll @IntRange(min = 1, max = 10) int n, @ForAll @DoubleRange(max = 7) double spread, @ForAll int seed) {
        RandomGenerator random = Bootstrap.random(seed);
        double[] logs = new double[n];
        Arrays.setAll(logs, i -> -Math.exp(spread * random.nextDouble(-1, 1)));
        BigDecimal[] weights = countOutcomes(logs);
        for (int k = 1; k <= n; k++) {
            double exact = Exactly.logShareFrom(k, weights);
            if (exact < MISSING) {
                Exactly.assertRight(PoissonBinomial.logUpperTail(k, logs), exact, k, Arrays.toString(logs));
            }
        }
    }

    /// The probability of each number of hits, by all `2ⁿ` outcomes.
    private static BigDecimal[] countOutcomes(double[] logs) {
        BigDecimal[] hit = Arrays.stream(logs).mapToObj(Exactly::exp).toArray(BigDecimal[]::new);
        BigDecimal[] weights = new BigDecimal[logs.length + 1];
        Arrays.fill(weights, BigDecimal.ZERO);
        for (int outcome = 0; outcome < 1 << logs.length; outcome++) {
            BigDecimal product = BigDecimal.ONE;
            for (int i = 0; i < logs.length; i++) {
                BigDecimal factor = (outcome >> i & 1) == 1 ? hit[i] : BigDecimal.ONE.subtract(hit[i], Exactly.DIGITS);
                product = product.multiply(factor, Exactly.DIGITS);
            }
            int hits = Integer.bitCount(outcome);
            weights[hits] = weights[hits].add(product, Exactly.DIGITS);
        }
        return weights;
    }

    @Test
    void hits_in_every_trial_multiply_and_certain_ones_count_for_nothing() {
        assertThat(PoissonBinomial.logUpperTail(3, new double[] {-1500, -2000.5, -1e-3}))
                .isCloseTo(-3500.501, within(1e-9));
        double[] certain = {0, -1500, Double.NEGATIVE_INFINITY, 0};
        assertThat(PoissonBinomial.logUpperTail(0, certain)).isZero();
        assertThat(PoissonBinomial.logUpperTail(2, certain)).isZero();
        assertThat(PoissonBinomial.logUpperTail(3, certain)).isEqualTo(-1500);
        assertThat(PoissonBinomial.logUpperTail(4, certain)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(PoissonBinomial.logUpperTail(0, new double[0])).isZero();
    }

    @Test
    void the_order_of_trials_does_not_matter() {
        double up = PoissonBinomial.logUpperTail(2, new double[] {-1, -10, -100, -1000});
        Exactly.assertRight(PoissonBinomial.logUpperTail(2, new double[] {-1000, -100, -10, -1}), up);
    }

    @Test
    void tails_of_no_count_or_no_probability_are_refused() {
        double[] logs = {-1, -2};
        for (int k : new int[] {-1, 3}) {
            assertThatThrownBy(() -> PoissonBinomial.logUpperTail(k, logs))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (double logP : new double[] {1e-300, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() -> PoissonBinomial.logUpperTail(0, new double[] {-1, logP}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
