package dev.assay.vtune.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.LogSpace;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretBoundTest {
    @Test
    void fifty_bits_at_the_end_of_five_answers_of_which_three_must_hit() {
        double group = new SecretBound(50, 1, 1, 1).logGroup(5, 3);
        assertThat(Math.exp(group)).isCloseTo(5.0 / 3 * Math.pow(2, -50), within(1e-27));
        assertThat(Math.exp(SecretBound.logAll(new double[] {group, group}, 2))).isCloseTo(2.2e-30, within(0.05e-30));
        assertThat(Math.exp(SecretBound.logAll(new double[] {group, group, group}, 3)))
                .isCloseTo(3.2e-45, within(0.1e-45));
    }

    @Test
    void fifty_six_bits_of_listed_words() {
        double group = new SecretBound(56, 1, 1, 1).logGroup(10, 5);
        assertThat(Math.exp(group)).isCloseTo(2.8e-17, within(0.03e-17));
        assertThat(Math.exp(2 * group)).isCloseTo(7.7e-34, within(0.03e-34));
    }

    @Test
    void more_places_neighbours_and_refused_draws_cost_what_they_add() {
        double plain = new SecretBound(50, 1, 1, 1).logGroup(4, 1);
        assertThat(new SecretBound(50, 100, 1, 1).logGroup(4, 1)).isCloseTo(plain + Math.log(100), within(1e-12));
        assertThat(new SecretBound(50, 1, 311, 1).logGroup(4, 1)).isCloseTo(plain + Math.log(311), within(1e-12));
        assertThat(new SecretBound(50, 1, 1, 0.25).logGroup(4, 1)).isCloseTo(plain + Math.log(4), within(1e-12));
    }

    @Test
    void a_bound_never_passes_one() {
        assertThat(new SecretBound(0, 100, 1, 1).logGroup(4, 1)).isZero();
        assertThat(new SecretBound(3, 100, 1e9, 0.5).logGroup(4, 4)).isZero();
        assertThat(SecretBound.logAll(new double[] {-30, -30}, 0)).isZero();
        assertThat(SecretBound.logOfMany(-1, 100)).isZero();
        assertThat(SecretBound.logOfMany(-100, 10)).isCloseTo(-100 + Math.log(10), within(1e-12));
    }

    @Test
    void where_not_all_groups_show_it_is_a_binomial_tail() {
        double p = 1e-3;
        double log = Math.log(p);
        double tail = 4 * p * p * p * (1 - p) + p * p * p * p;
        assertThat(SecretBound.logAll(new double[] {log, log - 1, log, log}, 3))
                .isCloseTo(Math.log(tail), within(1e-12));
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatThrownBy(() -> new SecretBound(-1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretBound(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretBound(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretBound(1, 1, 1, 1).logGroup(2, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretBound.logAll(new double[] {-1}, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretBound.logOfMany(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /// p-values of a model that knows nothing, where signatures are drawn from so few that it says them by chance: it
    /// always says one of them, so that all queries of a group hit or none.
    private static double[] nullPValues(int choices, int groups, int queries, int repetitions, boolean bySecret) {
        double bits = Math.log(choices) / Math.log(2);
        double group = new SecretBound(bits, 1, 1, 1).logGroup(queries, queries);
        double[] all = new double[groups];
        Arrays.fill(all, group);
        Random random = new Random(5);
        return IntStream.range(0, repetitions)
                .mapToDouble(i -> {
                    int shown = (int) IntStream.range(0, groups)
                            .filter(g -> random.nextInt(choices) == 0)
                            .count();
                    return bySecret
                            ? Math.exp(SecretBound.logAll(all, shown))
                            : Math.exp(LogSpace.logBinomialUpperTailOfLog(
                                    (long) shown * queries, (long) groups * queries, -Math.log(choices)));
                })
                .toArray();
    }

    private static double below(double[] values, double level) {
        return Arrays.stream(values).filter(p -> p <= level).count() / (double) values.length;
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 3", "16, 4, 5", "2, 3, 10", "64, 2, 1"})
    void under_the_null_p_values_are_not_smaller_than_uniform(int choices, int groups, int queries) {
        int repetitions = 20_000;
        double[] p = nullPValues(choices, groups, queries, repetitions, true);
        for (double level : new double[] {0.5, 0.2, 0.1, 0.05, 0.01, 0.001}) {
            double error = 3 * Math.sqrt(level * (1 - level) / repetitions);
            assertThat(below(p, level)).isLessThanOrEqualTo(level + error);
        }
    }

    @Test
    void the_binomial_of_the_paper_is_smaller_than_uniform_where_queries_share_a_signature() {
        double[] p = nullPValues(16, 4, 5, 20_000, false);
        assertThat(below(p, 0.01)).isGreaterThan(0.2);
    }
}
