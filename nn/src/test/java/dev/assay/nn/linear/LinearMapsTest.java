package dev.assay.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Dropout;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.init.Init;
import dev.assay.nn.layer.Linear;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LinearMapsTest {
    private static final Randomness RANDOMNESS = Randomness.of(4);

    @Property(tries = 20)
    void a_new_low_rank_update_leaves_the_base_exactly_as_it_was(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int inputs,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 1, max = 4) int rank) {
        try (var scope = Scope.open()) {
            Randomness randomness = Randomness.of(seed);
            Dense base = Dense.of(inputs, outputs, new Init.Normal(1), randomness.split("base"));
            Lora lora = Lora.of(base, rank, 16, 0.5, randomness.split("lora"));
            Tensor x = randomness.normal(1, 3, inputs);
            Tensor bias = randomness.normal(1, outputs);
            assertThat(lora.apply(x).equal(base.apply(x))).isTrue();
            assertThat(lora.apply(x, bias).equal(base.apply(x, bias))).isTrue();
            assertThat(lora.forward(x, Pass.training(randomness)).equal(base.apply(x)))
                    .isTrue();
            assertThat(lora.toDense().equal(base.weight())).isTrue();
        }
    }

    @Test
    void a_low_rank_update_as_a_matrix_is_the_base_and_the_scaled_product() {
        try (var scope = Scope.open()) {
            double[] w = Doubles.values(Doubles.random(1, 3, 4));
            double[] a = Doubles.values(Doubles.random(2, 2, 4));
            double[] b = Doubles.values(Doubles.random(3, 3, 2));
            double[] expected = w.clone();
            for (int o = 0; o < 3; o++) {
                for (int i = 0; i < 4; i++) {
                    for (int r = 0; r < 2; r++) {
                        expected[o * 4 + i] += 1.5 * b[o * 2 + r] * a[r * 4 + i];
                    }
                }
            }
            Lora lora = new Lora(
                    new Dense(Doubles.of(w, 3, 4)), Doubles.of(a, 2, 4), Doubles.of(b, 3, 2), 1.5, Dropout.NONE);
            assertThat(Doubles.values(lora.toDense())).containsExactly(expected, within(1e-12));
            Tensor x = Doubles.random(5, 6, 4);
            assertThat(Doubles.values(lora.apply(x)))
                    .containsExactly(Doubles.values(new Dense(lora.toDense()).apply(x)), within(1e-12));
            assertThat(lora.rank()).isEqualTo(2);
            assertThat(lora.macsPerRow()).isEqualTo(12 + 2 * 7);
        }
    }

    @Test
    void dropout_of_an_adapter_spares_the_base() {
        try (var scope = Scope.open()) {
            Dense base = new Dense(Doubles.random(1, 3, 4));
            Lora lora = new Lora(base, Doubles.random(2, 2, 4), Doubles.random(3, 3, 2), 1, new Dropout(0.999_999));
            Tensor x = Doubles.random(5, 2, 4);
            Linear linear = new Linear(lora, Optional.of(Doubles.random(6, 3)));
            assertThat(linear.forward(x, Pass.training(RANDOMNESS))
                            .equal(linear.withMap(base).forward(x, Pass.inference())))
                    .isTrue();
            assertThat(linear.forward(x, Pass.inference())
                            .equal(linear.withMap(base).forward(x, Pass.inference())))
                    .isFalse();
        }
    }

    @Test
    void only_the_factors_of_an_adapter_are_trainable_over_a_frozen_base() {
        try (var scope = Scope.open()) {
            Dense base = new Dense(torch.zeros(3, 4));
            Lora lora = Lora.of(base, 2, 4, 0, RANDOMNESS);
            assertThat(lora.scale()).isEqualTo(2);
            assertThat(lora.parameters())
                    .extracting(Parameter::name)
                    .containsExactly("base.weight", "lora_A", "lora_B");
            assertThat(lora.parameters()).extracting(Parameter::trainable).containsExactly(false, true, true);
            assertThat(lora.parameterCount()).isEqualTo(12 + 8 + 6);
            assertThat(Arrays.stream(Doubles.values(lora.a()))).allMatch(v -> v != 0 && Math.abs(v) <= 0.5);
        }
    }

    @Test
    void maps_whose_sizes_do_not_fit_are_refused() {
        try (var scope = Scope.open()) {
            Dense base = new Dense(torch.zeros(3, 4));
            assertThatThrownBy(() -> new Lora(base, torch.zeros(2, 5), torch.zeros(3, 2), 1, Dropout.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2x5")
                    .hasMessageContaining("3x4");
            assertThatThrownBy(() -> new Lora(base, torch.zeros(2, 4), torch.zeros(3, 1), 1, Dropout.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Dense(torch.zeros(3))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Linear(base, Optional.of(torch.zeros(4))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bias of 4");
        }
    }

    @Test
    void matrices_begin_with_the_deviation_that_was_asked_for() {
        try (var scope = Scope.open()) {
            assertThat(deviation(Dense.of(100, 80, new Init.Normal(0.3), RANDOMNESS)))
                    .isCloseTo(0.3, within(0.01));
            assertThat(deviation(Dense.of(100, 80, new Init.FanIn(2), RANDOMNESS)))
                    .isCloseTo(0.2, within(0.01));
            assertThat(deviation(Dense.of(100, 80, new Init.Zero(), RANDOMNESS)))
                    .isZero();
            assertThatThrownBy(() -> new Init.Normal(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double deviation(Dense map) {
        return Math.sqrt(Arrays.stream(Doubles.values(map.weight()))
                .map(v -> v * v)
                .average()
                .orElseThrow());
    }
}
