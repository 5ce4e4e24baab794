package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
    static Stream<LinearSpec> specs() {
        return Stream.of(
                new LinearSpec.LowRank(3),
                new LinearSpec.Kronecker(),
                new LinearSpec.TensorTrain(2, 3),
                new LinearSpec.TensorTrain(3, 2),
                new LinearSpec.BlockTensorTrain(2, 1),
                new LinearSpec.BlockTensorTrain(2, 2),
                new LinearSpec.BlockTensorTrain(3, 2),
                new LinearSpec.Monarch(4),
                new LinearSpec.Monarch(5),
                new LinearSpec.BlockDiagonal(4),
                new LinearSpec.SizedEinsum(new EinsumSizes(3, 2, 4, 2, 5, 2, 2)));
    }

    private static Tensor matrix(Form form) {
        Structured map = Maps.map(form, 3);
        return map.toDense();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_matrix_of_the_structure_is_found_again(LinearSpec spec) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor weight = matrix(Maps.form(spec, 24, 20));
            Projection found = Projection.of(Design.of(spec), weight);
            assertThat(found.error()).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void no_small_change_of_the_factors_comes_nearer_to_a_matrix(LinearSpec spec) {
        try (var scope = Scope.open()) {
            Tensor weight = Doubles.random(7, 20, 24);
            Structured map = (Structured) Projection.of(Design.of(spec), weight).map();
            boolean best = !(spec instanceof LinearSpec.TensorTrain(int cores, long rank) && cores > 2)
                    && !(spec instanceof LinearSpec.BlockTensorTrain(int many, long each) && many > 2);
            double gradient = gradient(map, weight);
            assertThat(gradient).isLessThan(best ? 1e-4 : 10);
        }
    }

    /// The largest gradient of the squared distance in any factor.
    private static double gradient(Structured map, Tensor weight) {
        Tensor distance = map.toDense()
                .to(org.bytedeco.pytorch.global.torch.ScalarType.Double)
                .sub(weight)
                .square()
                .sum();
        var gradients = torch.grad(
                new org.bytedeco.pytorch.TensorVector(distance),
                new org.bytedeco.pytorch.TensorVector(map.tensors().toArray(Tensor[]::new)));
        double most = 0;
        for (int i = 0; i < map.tensors().size(); i++) {
            most = Math.max(most, gradients.get(i).abs().max().item_double());
        }
        return most;
    }

    @Test
    void what_low_rank_leaves_is_the_rest_of_the_singular_values() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor weight = Doubles.random(9, 20, 24);
            double[] values = Doubles.values(torch.linalg_svdvals(weight));
            double all = Arrays.stream(values).map(v -> v * v).sum();
            double kept = Arrays.stream(values).limit(6).map(v -> v * v).sum();
            assertThat(Projection.of(Design.of(new LinearSpec.LowRank(6)), weight)
                            .error())
                    .isCloseTo(Math.sqrt(1 - kept / all), within(1e-6));
        }
    }

    @Test
    void a_higher_rank_leaves_less_and_a_full_one_nothing() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor weight = Doubles.random(11, 16, 36);
            double before = 1;
            for (long rank : List.of(1L, 2L, 3L, 4L)) {
                double error = Projection.of(Design.of(new LinearSpec.BlockTensorTrain(2, rank)), weight)
                        .error();
                assertThat(error).isLessThan(before);
                before = error;
            }
            assertThat(before).isLessThan(1e-5);
        }
    }
}
