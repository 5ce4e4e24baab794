package dev.assay.nn.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.Doubles;
import dev.assay.nn.Dropout;
import dev.assay.nn.Gradients;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.layer.Mask;
import dev.assay.nn.layer.RmsNorm;
import dev.assay.nn.linear.Dense;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class CheckpointedTest {
    private static final int DIM = 4;

    private static Linear linear(long seed, int outputs, int inputs) {
        return Linear.of(new Dense(Doubles.trainable(seed, outputs, inputs)));
    }

    /// A pre-norm transformer block with dropout.
    private record Block(RmsNorm norm, Attention attention, FeedForward feedForward) {
        static Block of() {
            Attention attention = new Attention(
                    new Attention.Projection.Fused(linear(1, 3 * DIM, DIM)),
                    linear(2, DIM, DIM),
                    2,
                    2,
                    DIM / 2,
                    0.7,
                    new Dropout(0.2));
            return new Block(
                    new RmsNorm(Doubles.trainable(3, DIM), 1e-5),
                    attention,
                    new FeedForward.Plain(linear(4, 6, DIM), Activation.SILU, linear(5, DIM, 6)));
        }

        Tensor forward(Tensor x, Pass pass) {
            var context = new Attention.Context(Optional.empty(), new Mask.Causal());
            Tensor mixed = attention.forward(norm.forward(x, pass), context, KeysAndValues.NONE, pass);
            Tensor h = x.add(new Dropout(0.3).forward(mixed, pass));
            return h.add(feedForward.forward(h, pass));
        }

        List<Tensor> tensors() {
            List<Tensor> all = new ArrayList<>();
            norm.parameters().stream().map(Parameter::tensor).forEach(all::add);
            attention.parameters().stream().map(Parameter::tensor).forEach(all::add);
            feedForward.parameters().stream().map(Parameter::tensor).forEach(all::add);
            return all;
        }
    }

    private static TensorVector gradients(Tensor y, Tensor x, List<Tensor> parameters) {
        List<Tensor> leaves = new ArrayList<>(List.of(x));
        leaves.addAll(parameters);
        return torch.grad(new TensorVector(y.mul(y).sum()), new TensorVector(leaves.toArray(Tensor[]::new)));
    }

    @Test
    void value_and_gradients_equal_those_without_checkpointing_to_the_bit() {
        try (var scope = Scope.open()) {
            Block block = Block.of();
            Tensor x = Doubles.trainable(9, 2, 3, DIM);
            Pass pass = Pass.training(Randomness.of(1));
            Tensor plain = block.forward(x, pass.block(4));
            Tensor checked = Checkpointed.apply(x, block.tensors(), h -> block.forward(h, pass.block(4)));
            assertThat(checked.equal(plain)).isTrue();
            TensorVector expected = gradients(plain, x, block.tensors());
            TensorVector found = gradients(checked, x, block.tensors());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).equal(expected.get(i)))
                        .as("gradient %d", i)
                        .isTrue();
            }
        }
    }

    @Test
    void two_parts_in_a_row_have_the_gradient_of_finite_differences() {
        try (var scope = Scope.open()) {
            Block block = Block.of();
            Tensor x = Doubles.trainable(9, 1, 2, DIM);
            Pass pass = Pass.training(Randomness.of(1));
            List<Tensor> leaves = new ArrayList<>(List.of(x));
            leaves.addAll(block.tensors());
            Gradients.check(
                    () -> {
                        Tensor h = Checkpointed.apply(x, block.tensors(), t -> block.forward(t, pass.block(0)));
                        return Checkpointed.apply(h, block.tensors(), t -> block.forward(t, pass.block(1)));
                    },
                    leaves.toArray(Tensor[]::new));
        }
    }

    @Test
    void the_part_is_computed_again_once_for_the_backward_pass() {
        try (var scope = Scope.open()) {
            Block block = Block.of();
            Tensor x = Doubles.random(9, 2, 3, DIM);
            AtomicInteger calls = new AtomicInteger();
            Tensor y = Checkpointed.apply(x, block.tensors(), h -> {
                calls.incrementAndGet();
                return block.forward(h, Pass.training(Randomness.of(1)).block(0));
            });
            assertThat(calls).hasValue(1);
            assertThat(torch.grad(
                                    new TensorVector(y.sum()),
                                    new TensorVector(block.tensors().toArray(Tensor[]::new)))
                            .size())
                    .isEqualTo(block.tensors().size());
            assertThat(calls).hasValue(2);
        }
    }
}
