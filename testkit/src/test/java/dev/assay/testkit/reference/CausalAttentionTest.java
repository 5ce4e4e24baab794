package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CausalAttentionTest {
    @Test
    void keys_of_zero_give_the_running_mean_of_the_values() {
        CausalAttention attention = new CausalAttention(1, 1, 2, 1, OptionalInt.empty());
        double[][] mixed = attention.apply(
                new double[][] {{5, 5}, {6, -6}, {7, 7}}, new double[3][2], new double[][] {{3, 0}, {6, 1}, {0, 2}});
        assertThat(mixed[0]).containsExactly(3, 0);
        assertThat(mixed[1]).containsExactly(new double[] {4.5, 0.5}, within(1e-15));
        assertThat(mixed[2]).containsExactly(new double[] {3, 1}, within(1e-15));
    }

    @Test
    void two_positions_weigh_as_the_logistic_of_their_scores_difference() {
        CausalAttention attention = new CausalAttention(1, 1, 2, 0.5, OptionalInt.empty());
        double[][] queries = {{0, 0}, {2, 1}};
        double[][] keys = {{1, 0}, {0, -1}};
        double[][] mixed = attention.apply(queries, keys, new double[][] {{1, 0}, {0, 1}});
        double first = 1 / (1 + Math.exp(-0.5 * (2 - -1)));
        assertThat(mixed[1]).containsExactly(new double[] {first, 1 - first}, within(1e-15));
    }

    @Test
    void a_window_of_one_passes_the_values_through() {
        double[][] rows = random(5, 6, 1);
        CausalAttention attention = new CausalAttention(3, 3, 2, 1, OptionalInt.of(1));
        assertThat(attention.apply(random(5, 6, 2), random(5, 6, 3), rows)).isDeepEqualTo(rows);
    }

    @Test
    void a_window_counts_the_position_itself() {
        CausalAttention attention = new CausalAttention(1, 1, 1, 1, OptionalInt.of(3));
        double[][] mixed =
                attention.apply(new double[5][1], new double[5][1], new double[][] {{100}, {10}, {1}, {4}, {7}});
        assertThat(mixed[4][0]).isCloseTo((1 + 4 + 7) / 3.0, within(1e-12));
        assertThat(mixed[1][0]).isCloseTo((100 + 10) / 2.0, within(1e-12));
    }

    @Property(tries = 30)
    void shared_keys_and_values_equal_the_same_ones_written_out(
            @ForAll @IntRange(min = 1, max = 3) int keyValueHeads, @ForAll @IntRange(min = 1, max = 3) int group) {
        int heads = keyValueHeads * group;
        double[][] queries = random(4, heads * 2, 1);
        double[][] keys = random(4, keyValueHeads * 2, 2);
        double[][] values = random(4, keyValueHeads * 2, 3);
        double[][] shared =
                new CausalAttention(heads, keyValueHeads, 2, 0.7, OptionalInt.empty()).apply(queries, keys, values);
        double[][] writtenOut = new CausalAttention(heads, heads, 2, 0.7, OptionalInt.empty())
                .apply(queries, repeated(keys, group), repeated(values, group));
        assertThat(shared).isDeepEqualTo(writtenOut);
    }

    private static double[][] repeated(double[][] rows, int group) {
        double[][] repeated = new double[rows.length][rows[0].length * group];
        for (int t = 0; t < rows.length; t++) {
            for (int i = 0; i < repeated[t].length; i++) {
                repeated[t][i] = rows[t][i / 2 / group * 2 + i % 2];
            }
        }
        return repeated;
    }

    private static double[][] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return Formulas.eachRow(
                new double[rows][columns], row -> random.doubles(columns, -1, 1).toArray());
    }
}
