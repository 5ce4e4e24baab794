package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitsTest {
    @ParameterizedTest
    @CsvSource({
        "12, 2, 6, 3, 4",
        "18, 3, 6, 3, 6",
        "20, 2, 10, 4, 5",
        "30, 3, 10, 5, 6",
        "48, 4, 12, 6, 8",
        "768, 16, 48, 24, 32",
        "1024, 32, 32, 32, 32",
        "1536, 32, 48, 32, 48",
        "3072, 32, 96, 48, 64",
        "13, 1, 13, 1, 13"
    })
    void both_rules_give_what_the_papers_table_has(long size, long greedyLow, long greedyHigh, long low, long high) {
        assertThat(Splits.REFERENCE.of(size, 2)).containsExactly(greedyLow, greedyHigh);
        assertThat(Splits.BALANCED.of(size, 2)).containsExactly(low, high);
    }

    @Property
    void factors_ascend_and_multiply_to_the_size(
            @ForAll @IntRange(min = 1, max = 5000) int size, @ForAll @IntRange(min = 1, max = 4) int count) {
        for (Splits splits : Splits.values()) {
            List<Long> factors = splits.of(size, count);
            assertThat(factors).hasSize(count).isSorted();
            assertThat(Splits.product(factors)).isEqualTo(size);
        }
    }

    @Property
    void no_pair_is_more_even_than_the_balanced_one(@ForAll @IntRange(min = 1, max = 3000) int size) {
        List<Long> pair = Splits.BALANCED.of(size, 2);
        for (long low = pair.getFirst() + 1; low * low <= size; low++) {
            assertThat(size % low).isNotZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "-4, 2", "4, 0"})
    void sizes_and_counts_below_one_are_refused(long size, int count) {
        assertThatThrownBy(() -> Splits.BALANCED.of(size, count)).isInstanceOf(IllegalArgumentException.class);
    }
}
