package dev.assay.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Gradients;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    private static long[] targets(long seed, int rows, int vocabulary) {
        var numbers = Randomness.of(seed).numbers();
        return IntStream.range(0, rows)
                .mapToLong(i -> numbers.nextInt(vocabulary))
                .toArray();
    }

    /// `log Σ exp(z) − z[target]` of each row, one number at a time.
    private static double[] closedForm(Tensor hidden, Tensor weight, long[] targets) {
        double[] h = Doubles.values(hidden);
        double[] w = Doubles.values(weight);
        int dim = h.length / targets.length;
        double[] losses = new double[targets.length];
        for (int n = 0; n < targets.length; n++) {
            double[] z = new double[w.length / dim];
            for (int v = 0; v < z.length; v++) {
                for (int d = 0; d < dim; d++) {
                    z[v] += h[n * dim + d] * w[v * dim + d];
                }
            }
            double most = Arrays.stream(z).max().orElseThrow();
            double sum = Arrays.stream(z).map(v -> Math.exp(v - most)).sum();
            losses[n] = most + Math.log(sum) - z[(int) targets[n]];
        }
        return losses;
    }

    @Property(tries = 25)
    void the_loss_is_the_negative_log_softmax_of_the_target(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 5) int dim,
            @ForAll @IntRange(min = 1, max = 12) int vocabulary) {
        try (var scope = Scope.open()) {
            Tensor hidden = Doubles.random(seed, rows, dim).mul(new org.bytedeco.pytorch.Scalar(4.0));
            Tensor weight = Doubles.random(seed + 1, vocabulary, dim);
            long[] targets = targets(seed, rows, vocabulary);
            double[] expected = closedForm(hidden, weight, targets);
            Tensor words = torch.tensor(targets);
            assertThat(Doubles.values(CrossEntropy.losses(hidden, weight, words)))
                    .containsExactly(expected, within(1e-10));
            double sum = Arrays.stream(expected).sum();
            assertThat(CrossEntropy.sum(hidden, weight, words).item_double()).isCloseTo(sum, within(1e-9));
            Tensor trained = CrossEntropy.sum(hidden.set_requires_grad(true), weight, words);
            assertThat(trained.item_double()).isCloseTo(sum, within(1e-9));
        }
    }

    @Test
    void the_gradient_over_several_blocks_of_rows_is_that_of_finite_differences() {
        try (var scope = Scope.open()) {
            int rows = 515;
            Tensor hidden = Doubles.trainable(1, rows, 1);
            Tensor weight = Doubles.trainable(2, 3, 1);
            Tensor words = torch.tensor(targets(3, rows, 3));
            Gradients.check(() -> CrossEntropy.sum(hidden, weight, words), hidden, weight);
            Gradients.check(() -> CrossEntropy.sum(hidden.detach(), weight, words), weight);
        }
    }

    @Test
    void the_gradient_of_a_few_rows_is_that_of_finite_differences() {
        try (var scope = Scope.open()) {
            Tensor hidden = Doubles.trainable(1, 4, 3);
            Tensor weight = Doubles.trainable(2, 5, 3);
            Tensor words = torch.tensor(targets(3, 4, 5));
            Gradients.check(() -> CrossEntropy.sum(hidden, weight, words), hidden, weight);
            Gradients.check(() -> CrossEntropy.sum(hidden, weight.detach(), words), hidden);
        }
    }

    @Test
    void the_loss_and_gradient_over_several_blocks_agree_with_the_engines_own() {
        try (var scope = Scope.open()) {
            int rows = 1100;
            Tensor hidden = Randomness.of(1).normal(1, rows, 8).set_requires_grad(true);
            Tensor weight = Randomness.of(2).normal(1, 11, 8).set_requires_grad(true);
            Tensor words = torch.tensor(targets(3, rows, 11));
            Tensor ours = CrossEntropy.sum(hidden, weight, words);
            Tensor theirs = torch.log_softmax(torch.linear(hidden, weight), 1)
                    .gather(1, words.unsqueeze(1))
                    .sum()
                    .neg();
            assertThat(ours.scalar_type().intern()).isEqualTo(ScalarType.Float);
            assertThat(ours.item_double() / theirs.item_double()).isCloseTo(1, within(1e-5));
            TensorVector ourGradients = torch.grad(new TensorVector(ours), new TensorVector(hidden, weight));
            TensorVector theirGradients = torch.grad(new TensorVector(theirs), new TensorVector(hidden, weight));
            for (int i = 0; i < 2; i++) {
                assertThat(Doubles.values(ourGradients.get(i)))
                        .containsExactly(Doubles.values(theirGradients.get(i)), within(1e-3));
            }
        }
    }

    @Test
    void reduced_precision_gives_a_full_precision_loss() {
        try (var scope = Scope.open()) {
            Tensor hidden = Doubles.random(1, 6, 4).to(ScalarType.BFloat16).set_requires_grad(true);
            Tensor weight = Doubles.random(2, 9, 4).to(ScalarType.BFloat16);
            long[] targets = targets(3, 6, 9);
            Tensor loss = CrossEntropy.sum(hidden, weight, torch.tensor(targets));
            assertThat(loss.scalar_type().intern()).isEqualTo(ScalarType.Float);
            double expected = Arrays.stream(closedForm(hidden, weight, targets)).sum();
            assertThat(loss.item_double()).isCloseTo(expected, within(0.02 * expected));
            Tensor gradient =
                    torch.grad(new TensorVector(loss), new TensorVector(hidden)).get(0);
            assertThat(gradient.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
        }
    }

    @Test
    void huge_logits_give_a_finite_loss() {
        try (var scope = Scope.open()) {
            Tensor hidden = Doubles.of(new double[] {1e4, -1e4}, 2, 1).set_requires_grad(true);
            Tensor weight = Doubles.of(new double[] {1, -1}, 2, 1);
            Tensor loss = CrossEntropy.sum(hidden, weight, torch.tensor(new long[] {0, 0}));
            assertThat(loss.item_double()).isCloseTo(2e4, within(1e-6));
        }
    }
}
