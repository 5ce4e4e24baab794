package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.nn.Gradients;
import dev.assay.nn.RowFunction;
import dev.assay.nn.linear.Dense;
import dev.assay.tensor.Gemm;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormsTest {
    static Stream<Form> forms() {
        return Maps.forms();
    }

    /// The matrix `[inputs, outputs]`, number by number, from the definition in the papers.
    private static double[][] byDefinition(Structured map) {
        double[][] w = new double[Math.toIntExact(map.inputs())][Math.toIntExact(map.outputs())];
        for (int in = 0; in < w.length; in++) {
            for (int out = 0; out < w[in].length; out++) {
                w[in][out] = Definitions.entry(map.form(), map.tensors(), in, out);
            }
        }
        return w;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_matrix_is_what_the_definition_says(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = Maps.map(form, 3);
            double[][] expected = byDefinition(map);
            double[] found = Doubles.values(map.toDense().t());
            for (int in = 0; in < expected.length; in++) {
                for (int out = 0; out < expected[in].length; out++) {
                    assertThat(found[in * expected[in].length + out])
                            .as("from %d to %d", in, out)
                            .isCloseTo(expected[in][out], within(1e-10));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void rows_are_multiplied_by_the_matrix(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = Maps.map(form, 5);
            for (long[] leading : new long[][] {{1}, {3, 7}, {300}, {0}}) {
                long[] shape = java.util.Arrays.copyOf(leading, leading.length + 1);
                shape[leading.length] = form.inputs();
                Tensor x = Doubles.random(9, shape);
                Tensor y = map.apply(x);
                assertThat(y.sub(torch.linear(x, map.toDense())).abs().sum().item_double())
                        .isCloseTo(0, within(1e-10 * Math.max(1, y.numel())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradients_are_those_of_differences(Form form) {
        try (var scope = Scope.open()) {
            Structured map = Maps.map(form, 7);
            Tensor x = Doubles.trainable(11, 3, form.inputs());
            Tensor[] inputs =
                    Stream.concat(Stream.of(x), map.tensors().stream()).toArray(Tensor[]::new);
            Gradients.check(() -> map.apply(x), inputs);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_rank_of_random_factors_is_the_one_foretold(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            long rank = torch.linalg_matrix_rank(Maps.map(form, 13).toDense().contiguous(), 1e-9, false)
                    .item_long();
            assertThat(rank).isEqualTo(form.genericRank()).isLessThanOrEqualTo(form.rankBound());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void factors_go_to_the_authors_storage_and_back(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = Maps.map(form, 17);
            Structured back = Structured.fromReferenceFactors(form, map.toReferenceFactors());
            assertThat(back.toDense().equal(map.toDense())).isTrue();
            Optional<Normalization> cap = Optional.of(new Normalization(Normalization.FINE, List.of()));
            Structured capped = new Structured(form, form.inputs(), form.outputs(), map.tensors(), cap);
            Tensor again = Structured.fromReferenceFactors(form, map.toReferenceFactors(), cap)
                    .toDense();
            assertThat(again.sub(capped.toDense()).abs().max().item_double()).isLessThan(1e-12);
        }
    }

    @Test
    void a_dense_matrix_is_stored_by_the_authors_with_its_inputs_first() {
        try (var scope = Scope.open()) {
            Tensor stored = Doubles.random(3, 5, 2);
            Tensor x = Doubles.random(4, 3, 5);
            Tensor y = Dense.fromReferenceFactor(stored).apply(x);
            assertThat(y.sub(x.mm(stored)).abs().max().item_double()).isLessThan(1e-13);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_kernel_gives_what_the_engines_batched_products_give(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = Maps.map(form, 19);
            Tensor x = Doubles.random(23, 700, form.inputs());
            assertThat(Gemm.knows(x)).isTrue();
            Tensor other = form.byEngine(x, map.tensors());
            assertThat(map.apply(x).sub(other).abs().max().item_double()).isLessThan(1e-10);
            List<Tensor> single =
                    map.tensors().stream().map(t -> t.to(ScalarType.Float)).toList();
            Tensor y = form.product(x.to(ScalarType.Float), single);
            assertThat(y.to(ScalarType.Double).sub(other).abs().max().item_double())
                    .isLessThan(1e-4 * other.abs().max().item_double());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_few_rows_on_java_arrays_give_the_same(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            List<Tensor> single = Maps.map(form, 41).tensors().stream()
                    .map(t -> t.detach().to(ScalarType.Float))
                    .toList();
            RowFunction rows = StagedProduct.of(form).rows(single, 5);
            for (long count : new long[] {1, 3, 5}) {
                Tensor x = Doubles.random(43, count, form.inputs()).to(ScalarType.Float);
                double[] expected = Doubles.values(form.product(x, single));
                float[] found = rows.of(Heap.read(x));
                assertThat(found).hasSize(expected.length);
                for (int i = 0; i < found.length; i++) {
                    assertThat((double) found[i]).isCloseTo(expected[i], within(1e-4 * (1 + Math.abs(expected[i]))));
                }
            }
        }
    }

    @Test
    void many_rows_on_several_threads_give_the_same_gradients_as_the_engine() {
        for (LinearSpec spec : List.of(
                new LinearSpec.BlockTensorTrain(2, 2),
                new LinearSpec.BlockTensorTrain(3, 2),
                new LinearSpec.TensorTrain(2, 2),
                new LinearSpec.Monarch(7),
                new LinearSpec.LowRank(9))) {
            try (var scope = Scope.open()) {
                Form form = Maps.form(spec, 144, 96);
                Structured map = Maps.map(form, 29);
                Tensor x = Doubles.trainable(31, 500, 144);
                Tensor weights = Doubles.random(37, 500, 96);
                Tensor[] leaves =
                        Stream.concat(Stream.of(x), map.tensors().stream()).toArray(Tensor[]::new);
                TensorVector ours =
                        torch.grad(new TensorVector(map.apply(x).mul(weights).sum()), new TensorVector(leaves));
                TensorVector theirs = torch.grad(
                        new TensorVector(
                                form.byEngine(x, map.tensors()).mul(weights).sum()),
                        new TensorVector(leaves));
                for (int i = 0; i < leaves.length; i++) {
                    assertThat(ours.get(i).sub(theirs.get(i)).abs().max().item_double())
                            .as("%s, input %d", spec, i)
                            .isLessThan(1e-9);
                }
            }
        }
    }

    @Test
    void a_cap_is_felt_above_it_and_not_below() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Form form = Maps.form(new LinearSpec.BlockTensorTrain(2, 2), 64, 64);
            List<Tensor> factors = Start.SPECTRAL.tensors(form, false, dev.assay.tensor.Randomness.of(1)).stream()
                    .map(t -> t.to(ScalarType.Double))
                    .toList();
            Tensor x = Doubles.random(2, 5, 64);
            Tensor at = capped(form, scaled(factors, 10)).apply(x);
            Tensor above = capped(form, scaled(factors, 1000)).apply(x);
            assertThat(above.sub(at).abs().max().item_double())
                    .isLessThan(1e-6 * at.abs().max().item_double());
            Tensor below = capped(form, scaled(factors, 0.01)).apply(x);
            Tensor free = map(form, scaled(factors, 0.01)).apply(x);
            assertThat(below.sub(free).abs().max().item_double()).isLessThan(1e-15);
        }
    }

    @Test
    void gradients_go_through_the_cap_and_the_gains() {
        for (double scale : new double[] {0.3, 3}) {
            try (var scope = Scope.open()) {
                Form form = Maps.form(new LinearSpec.BlockTensorTrain(2, 2), 6, 8);
                List<Tensor> factors = scaled(
                        form.slots().stream()
                                .map(slot -> Doubles.random(slot.count(), slot.sizes())
                                        .mul(new Scalar(slot.deviation())))
                                .toList(),
                        scale);
                factors.forEach(factor -> factor.set_requires_grad(true));
                List<Tensor> gains = List.of(Doubles.trainable(1, 1), Doubles.trainable(2, 1));
                Structured map = new Structured(
                        form, 6, 8, factors, java.util.Optional.of(new Normalization(Normalization.FINE, gains)));
                Tensor x = Doubles.trainable(3, 4, 6);
                Gradients.check(() -> map.apply(x), x, factors.get(0), factors.get(1), gains.get(0), gains.get(1));
            }
        }
    }

    private static List<Tensor> scaled(List<Tensor> factors, double scale) {
        return factors.stream()
                .map(factor -> factor.detach().mul(new Scalar(scale)))
                .toList();
    }

    private static Structured map(Form form, List<Tensor> factors) {
        return new Structured(form, form.inputs(), form.outputs(), factors, Optional.empty());
    }

    private static Structured capped(Form form, List<Tensor> factors) {
        return new Structured(
                form,
                form.inputs(),
                form.outputs(),
                factors,
                java.util.Optional.of(new Normalization(Normalization.FINE, List.of())));
    }
}
