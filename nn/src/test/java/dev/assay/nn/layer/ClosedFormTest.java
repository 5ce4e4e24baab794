package dev.assay.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.nn.Doubles;
import dev.assay.nn.Dropout;
import dev.assay.nn.Pass;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedFormTest {
    @Property(tries = 30)
    void rms_norm_divides_by_the_root_mean_square(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int dim) {
        try (var scope = Scope.open()) {
            double[] x = Doubles.values(Doubles.random(seed, dim));
            double[] g = Doubles.values(Doubles.random(seed + 1, dim));
            double square = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
            double[] expected = new double[dim];
            for (int i = 0; i < dim; i++) {
                expected[i] = g[i] * x[i] / Math.sqrt(square + 0.01);
            }
            Tensor y = new RmsNorm(Doubles.of(g, dim), 0.01).forward(Doubles.of(x, 1, dim), Pass.inference());
            assertThat(Doubles.values(y)).containsExactly(expected, within(1e-12));
        }
    }

    @Property(tries = 30)
    void layer_norm_takes_mean_and_deviation_away(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int dim) {
        try (var scope = Scope.open()) {
            double[] x = Doubles.values(Doubles.random(seed, dim));
            double[] g = Doubles.values(Doubles.random(seed + 1, dim));
            double[] b = Doubles.values(Doubles.random(seed + 2, dim));
            double mean = Arrays.stream(x).average().orElseThrow();
            double variance =
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            double[] expected = new double[dim];
            for (int i = 0; i < dim; i++) {
                expected[i] = g[i] * (x[i] - mean) / Math.sqrt(variance + 0.01) + b[i];
            }
            Tensor y = new LayerNorm(Doubles.of(g, dim), Doubles.of(b, dim), 0.01)
                    .forward(Doubles.of(x, 1, dim), Pass.inference());
            assertThat(Doubles.values(y)).containsExactly(expected, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource
    void activations_follow_their_formulas(Activation activation) {
        try (var scope = Scope.open()) {
            double[] x = {-3, -0.7, -1e-3, 0, 0.2, 1.5, 4};
            assertThat(Doubles.values(activation.apply(Doubles.of(x, x.length))))
                    .containsExactly(
                            Arrays.stream(x).map(v -> formula(activation, v)).toArray(), within(1e-9));
        }
    }

    private static double formula(Activation activation, double x) {
        return switch (activation) {
            case SILU -> x / (1 + Math.exp(-x));
            case GELU -> x * normal(x);
            case GELU_TANH -> x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2;
            case RELU -> Math.max(x, 0);
        };
    }

    /// The normal distribution function by Simpson's rule.
    private static double normal(double x) {
        int pieces = 2000;
        double h = x / pieces;
        double sum = 1 + Math.exp(-x * x / 2);
        for (int i = 1; i < pieces; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @CsvSource({
        "silu, SILU",
        "swish, SILU",
        "gelu, GELU",
        "gelu_new, GELU_TANH",
        "gelu_pytorch_tanh, GELU_TANH",
        "relu, RELU"
    })
    void activations_have_the_names_of_model_configurations(String name, Activation activation) {
        assertThat(Activation.parse(name)).isEqualTo(activation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SILU", "mish", "relu "})
    void an_unknown_activation_is_refused(String name) {
        assertThatThrownBy(() -> Activation.parse(name))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4020")
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void dropout_drops_its_share_and_keeps_the_mean() {
        try (var scope = Scope.open()) {
            double[] y = Doubles.values(new Dropout(0.3).forward(torch.ones(20_000), Pass.training(Randomness.of(1))));
            assertThat(Arrays.stream(y).filter(v -> v == 0).count() / 20_000.0).isCloseTo(0.3, within(0.02));
            assertThat(Arrays.stream(y).filter(v -> v != 0)).allMatch(v -> Math.abs(v - 1 / 0.7) < 1e-6);
        }
    }

    @Test
    void dropout_does_nothing_in_inference_or_at_rate_zero() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(1, 50);
            assertThat(new Dropout(0.5).forward(x, Pass.inference()).equal(x)).isTrue();
            assertThat(Dropout.NONE.forward(x, Pass.training(Randomness.of(1))).equal(x))
                    .isTrue();
        }
    }

    @Test
    void dropout_depends_on_block_and_draw_and_on_nothing_else() {
        try (var scope = Scope.open()) {
            Tensor x = torch.ones(64);
            Dropout dropout = new Dropout(0.5);
            Pass pass = Pass.training(Randomness.of(1));
            Pass block = pass.block(2);
            Tensor first = dropout.forward(x, block);
            Tensor second = dropout.forward(x, block);
            assertThat(first.equal(second)).isFalse();
            assertThat(first.equal(dropout.forward(x, pass.block(3)))).isFalse();
            Pass again = Pass.training(Randomness.of(1)).block(2);
            assertThat(first.equal(dropout.forward(x, again))).isTrue();
            assertThat(second.equal(dropout.forward(x, again))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void a_rate_of_dropout_outside_its_range_is_refused(double rate) {
        assertThatThrownBy(() -> new Dropout(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + rate);
    }
}
