package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostsTest {
    static Stream<Form> forms() {
        return Maps.forms();
    }

    private static long count(Form form) {
        return form.slots().stream().mapToLong(Slot::count).sum();
    }

    @Test
    void multiply_adds_and_parameters_are_those_of_the_formulas() {
        Form lowRank = Maps.form(new LinearSpec.LowRank(5), 48, 20);
        assertThat(lowRank.macsPerRow()).isEqualTo(5 * 68).isEqualTo(count(lowRank));
        // Splits 6·8 and 4·5.
        Form kronecker = Maps.form(new LinearSpec.Kronecker(), 48, 20);
        assertThat(count(kronecker)).isEqualTo(6 * 4 + 8 * 5);
        assertThat(kronecker.macsPerRow()).isEqualTo(8 * 4 * (6 + 5));
        Form train = Maps.form(new LinearSpec.TensorTrain(2, 3), 48, 20);
        assertThat(count(train)).isEqualTo(3 * (6 * 4 + 8 * 5));
        assertThat(train.macsPerRow()).isEqualTo(3 * 8 * 4 * (6 + 5));
        Form btt = Maps.form(new LinearSpec.BlockTensorTrain(2, 3), 48, 20);
        assertThat(btt.macsPerRow()).isEqualTo(48 * 4 * 3 + 20 * 8 * 3).isEqualTo(count(btt));
        // Splits 2·4·6 and 2·2·5 with ranks 1, 3, 3, 1.
        Form chain = Maps.form(new LinearSpec.BlockTensorTrain(3, 3), 48, 20);
        assertThat(Splits.BALANCED.of(48, 3)).containsExactly(3L, 4L, 4L);
        assertThat(chain.macsPerRow())
                .isEqualTo(3 * 2 * 48 + 9 * 2 * 2 * 16 + 3 * 20 * 4)
                .isEqualTo(count(chain));
        Form monarch = Maps.form(new LinearSpec.Monarch(4), 48, 20);
        assertThat(monarch.macsPerRow()).isEqualTo(4 * (5 * 12 + 5 * 5)).isEqualTo(count(monarch));
        Form blocks = Maps.form(new LinearSpec.BlockDiagonal(4), 48, 20);
        assertThat(blocks.macsPerRow()).isEqualTo(48 * 20 / 4).isEqualTo(count(blocks));
        EinsumForm einsum = new EinsumForm(new EinsumSizes(2, 3, 4, 5, 6, 7, 2));
        assertThat(einsum.macsPerRow()).isEqualTo(3L * 4 * 5 * 7 * 2 * (2 + 6));
        assertThat(count(einsum)).isEqualTo(2L * 4 * 5 * 7 * 2 + 3L * 4 * 6 * 7 * 2);
    }

    @Test
    void the_first_paper_pair_of_a_feed_forward_costs_twelve_times_the_power() {
        long d = 1024;
        LinearSpec btt = new LinearSpec.BlockTensorTrain(2, 1);
        long both =
                Maps.form(btt, d, 4 * d).macsPerRow() + Maps.form(btt, 4 * d, d).macsPerRow();
        assertThat(both).isEqualTo(12 * d * 32);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_structure_starts_with_the_deviation_of_its_factors_or_at_zero(Form form) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            for (Tensor factor : Start.SPECTRAL
                    .tensors(form, true, Randomness.of(3))
                    .subList(form.slots().size() - 1, form.slots().size())) {
                assertThat(factor.abs().sum().item_double()).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"btt, 256", "monarch, 256", "kron, 1024", "low, 256"})
    void deviations_are_within_three_errors_and_norms_as_the_rule_foretells(String name, long size) {
        LinearSpec spec = switch (name) {
            case "btt" -> new LinearSpec.BlockTensorTrain(2, 2);
            case "monarch" -> new LinearSpec.Monarch(0);
            case "kron" -> new LinearSpec.Kronecker();
            default -> new LinearSpec.LowRank(64);
        };
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Form form = Maps.form(spec, size, size);
            java.util.List<Tensor> factors = Start.SPECTRAL.tensors(form, false, Randomness.of(5));
            for (int i = 0; i < factors.size(); i++) {
                Slot slot = form.slots().get(i);
                double found = factors.get(i).square().mean().sqrt().item_double();
                assertThat(found)
                        .isCloseTo(slot.deviation(), within(3 * slot.deviation() / Math.sqrt(2.0 * slot.count())));
                Tensor slices = factors.get(i).view(-1, largest(slot), slot.fanIn() * slot.fanOut() / largest(slot));
                double norm = torch.linalg_matrix_norm(slices, new org.bytedeco.pytorch.Scalar(2))
                        .max()
                        .item_double();
                assertThat(norm).isLessThan(2.2 * Math.sqrt((double) slot.fanOut() / slot.fanIn()) * 1.05);
            }
        }
    }

    /// Which side of a factor's matrix is stored last does not change its norm.
    private static long largest(Slot slot) {
        return slot.shape().getLast() == slot.fanIn() ? slot.fanOut() : slot.fanIn();
    }

    @Test
    void a_map_that_starts_at_zero_gives_the_bias_alone() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            LinearMap map =
                    Design.of(new LinearSpec.BlockTensorTrain(2, 2)).fromZero().build(36, 16, Randomness.of(1));
            Tensor bias = Randomness.of(2).normal(1, 16);
            Tensor y = map.apply(Randomness.of(3).normal(1, 5, 36), bias);
            assertThat(y.sub(bias).abs().max().item_double()).isZero();
        }
    }

    @Test
    void sizes_that_make_no_sense_are_refused() {
        for (LinearSpec spec : java.util.List.of(
                new LinearSpec.LowRank(0),
                new LinearSpec.BlockTensorTrain(1, 1),
                new LinearSpec.TensorTrain(2, 0),
                new LinearSpec.BlockDiagonal(3),
                new LinearSpec.Monarch(-1))) {
            assertThatThrownBy(() -> Maps.form(spec, 8, 8))
                    .as(spec.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Maps.form(new LinearSpec.Kronecker(), 0, 8))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
