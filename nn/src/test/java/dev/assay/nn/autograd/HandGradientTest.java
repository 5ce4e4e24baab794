package dev.assay.nn.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Gradients;
import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class HandGradientTest {
    /// `x³ · w`, element by element.
    private static Tensor cubeTimes(Tensor x, Tensor w) {
        return HandGradient.apply(
                List.of(x, w),
                values -> values.get(0).mul(values.get(0)).mul(values.get(0)).mul(values.get(1)),
                gradient -> List.of(
                        gradient.mul(x.detach()).mul(x.detach()).mul(w.detach()).mul(new Scalar(3.0)),
                        gradient.mul(x.detach()).mul(x.detach()).mul(x.detach())));
    }

    @Test
    void value_and_gradient_are_those_of_the_closed_form() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.of(new double[] {2, -1}, 2).set_requires_grad(true);
            Tensor w = Doubles.of(new double[] {5, 3}, 2).set_requires_grad(true);
            Tensor y = cubeTimes(x, w);
            assertThat(Doubles.values(y)).containsExactly(40, -3);
            TensorVector gradients = torch.grad(new TensorVector(y.sum()), new TensorVector(x, w));
            assertThat(Doubles.values(gradients.get(0))).containsExactly(60, 9);
            assertThat(Doubles.values(gradients.get(1))).containsExactly(8, -1);
        }
    }

    @Test
    void it_takes_its_place_in_a_larger_graph() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.trainable(1, 2, 3);
            Tensor w = Doubles.trainable(2, 2, 3);
            Gradients.check(() -> torch.sin(cubeTimes(x.mul(w), torch.cos(w))).add(x), x, w);
        }
    }

    @Test
    void one_within_another_has_the_right_gradient() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.trainable(1, 4);
            Tensor w = Doubles.trainable(2, 4);
            Gradients.check(() -> cubeTimes(cubeTimes(x, w).mul(new Scalar(0.3)), x), x, w);
        }
    }

    @Test
    void an_input_that_needs_no_gradient_gets_none() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(1, 3);
            Tensor w = Doubles.trainable(2, 3);
            double[] gradient =
                    Doubles.values(torch.grad(new TensorVector(cubeTimes(x, w).sum()), new TensorVector(w))
                            .get(0));
            double[] in = Doubles.values(x);
            for (int i = 0; i < in.length; i++) {
                assertThat(gradient[i]).isCloseTo(in[i] * in[i] * in[i], within(1e-12));
            }
            assertThat(cubeTimes(x, w.detach()).requires_grad()).isFalse();
        }
    }

    @Test
    void without_gradients_only_the_value_is_made() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor y = cubeTimes(Doubles.trainable(1, 3), Doubles.trainable(2, 3));
            assertThat(y.requires_grad()).isFalse();
        }
    }
}
