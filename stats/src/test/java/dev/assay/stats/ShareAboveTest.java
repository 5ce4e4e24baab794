package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.Interval;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareAboveTest {
    private static double[] normal(Random random, int count, double share, double shift) {
        return IntStream.range(0, count)
                .mapToDouble(i -> random.nextGaussian() + (i < share * count ? shift : 0))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.7, 1})
    void the_lower_end_is_above_the_true_share_in_at_most_one_of_twenty(double share) {
        Random random = new Random(1);
        int wrong = 0;
        for (int i = 0; i < 2_000; i++) {
            Interval seen = ShareAbove.least(normal(random, 60, share, 9), normal(random, 40, 0, 0), 0.95, 1);
            wrong += seen.low() > share + 1e-12 ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.75})
    void much_data_give_the_share(double share) {
        Random random = new Random(2);
        Interval seen = ShareAbove.least(normal(random, 40_000, share, 9), normal(random, 40_000, 0, 0), 0.95, 1);
        assertThat(seen.estimate()).isCloseTo(share, within(0.02));
        assertThat(seen.low()).isCloseTo(share, within(0.04)).isLessThan(share);
        assertThat(seen.high()).isOne();
    }

    @Test
    void members_that_lie_only_a_little_higher_are_counted_in_part() {
        Random random = new Random(3);
        Interval seen = ShareAbove.least(normal(random, 40_000, 1, 0.5), normal(random, 40_000, 0, 0), 0.95, 1);
        // P(N(0.5, 1) < -1.1503) = 0.0494 where an eighth was expected.
        assertThat(seen.estimate()).isCloseTo(1 - 0.0494 / 0.125, within(0.03));
    }

    @Test
    void equal_values_are_no_evidence() {
        int wrong = 0;
        for (int i = 0; i < 1_000; i++) {
            wrong += ShareAbove.least(new double[60], new double[40], 0.95, i).low() > 0 ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(50);
    }

    @Test
    void nothing_and_what_is_no_number_is_refused() {
        assertThatThrownBy(() -> ShareAbove.least(new double[0], new double[] {1}, 0.95, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareAbove.least(new double[] {Double.NaN}, new double[] {1}, 0.95, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
