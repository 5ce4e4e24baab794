package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;

class DescriptiveTest {
    @Property(tries = 200)
    void sums_agree_with_exact_decimals(
            @ForAll @Size(max = 50) List<@DoubleRange(min = -1e12, max = 1e12) Double> list) {
        double[] values = list.stream().mapToDouble(Double::doubleValue).toArray();
        BigDecimal exact = BigDecimal.ZERO;
        double size = 0;
        for (double value : values) {
            exact = exact.add(new BigDecimal(value));
            size += Math.abs(value);
        }
        assertThat(Descriptive.sum(values))
                .isCloseTo(exact.doubleValue(), within(Math.max(1e-300, size * 1e-28) + Math.ulp(exact.doubleValue())));
    }

    @Test
    void small_values_beside_huge_ones_are_not_lost() {
        assertThat(Descriptive.sum(new double[] {1, 1e100, 1, -1e100})).isEqualTo(2);
        assertThat(Descriptive.sum(new double[] {Double.POSITIVE_INFINITY, 1})).isInfinite();
        assertThat(Descriptive.variance(new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}))
                .isEqualTo(30);
    }

    @Property(tries = 200)
    void quantiles_agree_with_another_implementation_of_type_seven(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -100, max = 100) Double> list,
            @ForAll @DoubleRange(min = 0.01, max = 1) double p) {
        double[] values = list.stream().mapToDouble(Double::doubleValue).toArray();
        double other = new Percentile()
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(values, p * 100);
        assertThat(Descriptive.quantile(values, p)).isCloseTo(other, within(1e-10));
    }

    @Test
    void ends_and_middle_are_exact() {
        double[] values = {4, 1, 3, 2};
        assertThat(Descriptive.quantile(values, 0)).isEqualTo(1);
        assertThat(Descriptive.quantile(values, 1)).isEqualTo(4);
        assertThat(Descriptive.median(values)).isEqualTo(2.5);
        assertThat(values).containsExactly(4, 1, 3, 2);
        assertThat(Descriptive.standardDeviation(new double[] {2, 4, 4, 4, 5, 5, 7, 9}))
                .isCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
    }

    @Test
    void too_few_values_and_no_numbers_are_refused() {
        assertThatThrownBy(() -> Descriptive.mean(new double[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Descriptive.variance(new double[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Descriptive.quantile(new double[] {1}, 1.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Descriptive.quantile(new double[] {1, Double.NaN}, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
