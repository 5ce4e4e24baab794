package dev.assay.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.Doubles;
import dev.assay.nn.Dropout;
import dev.assay.nn.Gradients;
import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.Lora;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerGradientsTest {
    private static Pass pass() {
        return Pass.training(Randomness.of(5));
    }

    private static Dense dense(long seed, long outputs, long inputs) {
        return new Dense(Doubles.trainable(seed, outputs, inputs));
    }

    private static Linear linear(long seed, long outputs, long inputs) {
        return new Linear(dense(seed, outputs, inputs), Optional.of(Doubles.trainable(seed + 100, outputs)));
    }

    /// The gradients in the input and in each parameter.
    private static void check(Layer layer, Tensor x) {
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        layer.parameters().stream().map(Parameter::tensor).forEach(inputs::add);
        Gradients.check(() -> layer.forward(x, pass()), inputs.toArray(Tensor[]::new));
    }

    @Test
    void a_dense_map_has_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            check(dense(1, 4, 3), Doubles.trainable(2, 2, 5, 3));
        }
    }

    @Test
    void a_dense_map_with_a_bias_has_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            Dense map = dense(1, 4, 3);
            Tensor x = Doubles.trainable(2, 5, 3);
            Tensor bias = Doubles.trainable(3, 4);
            Gradients.check(() -> map.apply(x, bias), x, bias, map.weight());
        }
    }

    @Test
    void a_linear_layer_has_the_gradient_of_finite_differences_with_and_without_bias() {
        try (var scope = Scope.open()) {
            check(linear(1, 4, 3), Doubles.trainable(2, 5, 3));
            check(Linear.of(dense(1, 4, 3)), Doubles.trainable(2, 5, 3));
        }
    }

    @Test
    void a_low_rank_update_has_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            Tensor a = Doubles.trainable(3, 2, 5);
            Tensor b = Doubles.trainable(4, 4, 2);
            for (double dropout : new double[] {0, 0.4}) {
                Lora lora = new Lora(new Dense(Doubles.random(1, 4, 5)), a, b, 1.5, new Dropout(dropout));
                Tensor x = Doubles.trainable(2, 3, 5);
                Tensor bias = Doubles.trainable(6, 4);
                Gradients.check(() -> lora.forward(x, pass()), x, a, b);
                Gradients.check(() -> new Linear(lora, Optional.of(bias)).forward(x, pass()), x, a, b, bias);
                Gradients.check(() -> lora.apply(x, bias), x, a, b, bias);
            }
        }
    }

    @Test
    void an_embedding_has_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            Embedding table = new Embedding(Doubles.trainable(1, 5, 3));
            Tensor rows = torch.tensor(new long[] {4, 0, 4, 2, 1, 4}).view(2, 3);
            Gradients.check(() -> table.forward(rows, pass()), table.weight());
        }
    }

    @Test
    void norms_have_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            check(new RmsNorm(Doubles.trainable(1, 4), 1e-5), Doubles.trainable(2, 2, 3, 4));
            check(new LayerNorm(Doubles.trainable(1, 4), Doubles.trainable(3, 4), 1e-5), Doubles.trainable(2, 6, 4));
        }
    }

    @Test
    void turning_by_position_has_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.trainable(1, 2, 3, 2, 4);
            Rotary rotary = Rotary.of(Rotary.frequencies(4, 10), 1.3, 9).like(x).range(2, 3);
            Gradients.check(() -> rotary.turn(x), x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_plain_feed_forward_layer_has_the_gradient_of_finite_differences(Activation activation) {
        try (var scope = Scope.open()) {
            check(new FeedForward.Plain(linear(1, 5, 3), activation, linear(2, 3, 5)), Doubles.trainable(3, 4, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_gated_feed_forward_layer_has_the_gradient_of_finite_differences(Activation activation) {
        try (var scope = Scope.open()) {
            check(
                    new FeedForward.Gated(linear(1, 5, 3), linear(4, 5, 3), activation, linear(2, 3, 5)),
                    Doubles.trainable(3, 4, 3));
        }
    }

    @Test
    void dropout_has_the_gradient_of_finite_differences_under_one_mask() {
        try (var scope = Scope.open()) {
            check(new Dropout(0.4), Doubles.trainable(1, 4, 5));
        }
    }

    @Test
    void layers_keep_the_number_format_of_their_input() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(1, 2, 3);
            assertThat(new Dropout(0.5).forward(x, pass()).scalar_type().intern())
                    .isEqualTo(ScalarType.Double);
        }
    }
}
