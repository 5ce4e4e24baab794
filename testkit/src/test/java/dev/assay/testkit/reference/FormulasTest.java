package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FormulasTest {
    @Test
    void gelu_in_tanh_form_has_its_published_values() {
        assertThat(Formulas.geluTanh(-3)).isCloseTo(-0.0036373920817729943, within(1e-15));
        assertThat(Formulas.geluTanh(-0.5)).isCloseTo(-0.15428599017485606, within(1e-15));
        assertThat(Formulas.geluTanh(1)).isCloseTo(0.8411919906082768, within(1e-15));
        assertThat(Formulas.geluTanh(3)).isCloseTo(2.996362607918227, within(1e-15));
    }

    @Test
    void silu_has_its_published_values() {
        assertThat(Formulas.silu(-1)).isCloseTo(-0.2689414213699951, within(1e-15));
        assertThat(Formulas.silu(3)).isCloseTo(2.8577223804672998, within(1e-15));
        assertThat(Formulas.silu(-1000)).isZero();
    }

    @Test
    void layer_norm_of_four_numbers_is_the_one_worked_out_by_hand() {
        // mean 1, variance (0 + 1 + 9 + 16) / 4 = 6.5
        double deviation = Math.sqrt(6.5 + 1e-5);
        double[] y = Formulas.layerNorm(
                new double[] {1, 2, 4, -3}, new double[] {1, 2, 1, 1}, new double[] {0, 0, 10, 0}, 1e-5);
        assertThat(y)
                .containsExactly(new double[] {0, 2 / deviation, 10 + 3 / deviation, -4 / deviation}, within(1e-12));
    }

    @Test
    void rms_norm_of_four_numbers_is_the_one_worked_out_by_hand() {
        // mean square (1 + 4 + 16 + 9) / 4 = 7.5
        double size = Math.sqrt(7.5 + 1e-5);
        double[] y = Formulas.rmsNorm(new double[] {1, 2, 4, -3}, new double[] {1, 1, 0.5, -1}, 1e-5);
        assertThat(y).containsExactly(new double[] {1 / size, 2 / size, 2 / size, 3 / size}, within(1e-12));
    }

    @Property
    void softmax_sums_to_one_and_keeps_ratios(
            @ForAll @Size(min = 2, max = 9) double @DoubleRange(min = -700, max = 700) [] scores) {
        double[] weights = Formulas.softmax(scores);
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
        if (Math.abs(scores[0] - scores[1]) < 30 && weights[1] > 1e-200) {
            double ratio = Math.exp(scores[0] - scores[1]);
            assertThat(weights[0] / weights[1]).isCloseTo(ratio, within(1e-9 * ratio));
        }
    }

    @Test
    void the_likelihood_of_equal_scores_is_one_in_the_vocabulary() {
        assertThat(Formulas.negativeLogLikelihood(new double[] {800, 800, 800, 800}, 2))
                .isCloseTo(Math.log(4), within(1e-12));
    }

    @Test
    void a_conv1d_map_is_the_transpose_of_a_linear_one() {
        double[][] inByOut = {{1, 2, 3}, {10, 20, 30}};
        double[] bias = {0.5, 0, -0.5};
        double[] x = {1, -1};
        assertThat(Projection.ofConv1d(inByOut, bias).apply(x)).containsExactly(-8.5, -18, -27.5);
        double[][] outByIn = {{1, 10}, {2, 20}, {3, 30}};
        assertThat(new Projection(outByIn, Optional.empty()).apply(x)).containsExactly(-9, -18, -27);
    }
}
