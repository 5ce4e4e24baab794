package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.linear.structured.SpeedModel.Format;
import dev.assay.nn.linear.structured.SpeedModel.Work;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedModelTest {
    private static Form form(String words, long size) {
        return Design.parse(words).form(size, size);
    }

    @ParameterizedTest
    @CsvSource({"btt:rank=1, 2048, 2048, 13", "btt:rank=2, 2048, 2048, 8", "btt:rank=1, 1024, 2048, 10"})
    void it_foretells_large_products_within_a_half(String words, int size, int rows, double measured) {
        double ratio = SpeedModel.dense(size, size, rows, Format.F32, Work.FORWARD)
                / SpeedModel.structured(form(words, size), rows, Format.F32, Work.FORWARD);
        assertThat(ratio).isBetween(measured / 1.5, measured * 1.5);
    }

    @Test
    void a_few_rows_of_a_small_layer_go_through_a_copy_and_many_do_not() {
        assertThat(SpeedModel.prefersCopy(form("btt", 256), 256, 256, 1, Format.F32))
                .isTrue();
        assertThat(SpeedModel.prefersCopy(form("btt", 256), 256, 256, 2048, Format.F32))
                .isFalse();
        assertThat(SpeedModel.prefersCopy(form("monarch:blocks=4", 2048), 2048, 2048, 1, Format.F32))
                .isFalse();
    }

    @Test
    void where_it_may_be_slower_is_said() {
        assertThat(Description.of(Design.parse("btt"), 256, 256).slower())
                .anySatisfy(place -> assertThat(place).contains("f32 with gradients at up to"));
        assertThat(Description.of(Design.parse("monarch:blocks=4"), 2048, 2048).slower())
                .anySatisfy(place -> assertThat(place).contains("f32 without gradients"));
    }

    @Test
    void a_copy_of_a_small_layer_costs_a_look_at_its_factors() {
        assertThat(SpeedModel.maySlow(form("btt", 256), 256, 256, 1, Format.F32, Work.FORWARD))
                .isTrue();
        assertThat(SpeedModel.maySlow(form("btt", 1024), 1024, 1024, 1, Format.F32, Work.FORWARD))
                .isFalse();
    }

    @Test
    void the_copy_follows_its_factors() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = (Structured) Design.parse("btt:rank=2,capped").build(64, 64, Randomness.of(1));
            Tensor x = Randomness.of(2).normal(1, 1, 64);
            assertThat(SpeedModel.prefersCopy(map, x)).isTrue();
            for (Tensor factor : List.of(
                    map.tensors().getFirst(),
                    map.tensors().getLast(),
                    map.normalization().orElseThrow().gains().getFirst())) {
                map.apply(x);
                factor.mul_(new Scalar(0.5));
                Tensor expected = x.mm(map.toDense().t());
                assertThat(map.apply(x).sub(expected).abs().max().item_double()).isLessThan(1e-5);
            }
            var optimizer = OptimizerPlan.AdamW.of(0.1).build(map.factors());
            map.apply(x);
            optimizer.step(
                    map.factors().stream()
                            .map(parameter -> torch.ones_like(parameter.tensor()))
                            .toList(),
                    1);
            Tensor expected = x.mm(map.toDense().t());
            assertThat(map.apply(x).sub(expected).abs().max().item_double()).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({"btt:rank=2", "low-rank:rank=8", "einsum:theta=.5/.25/.25/.25/.5/.25/0", "monarch", "kronecker"})
    void in_bf16_it_gives_what_it_gives_in_f32_but_for_rounding(String words) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Structured map = (Structured) Design.parse(words).build(256, 256, Randomness.of(1));
            Structured reduced = new Structured(
                    map.form(),
                    256,
                    256,
                    map.tensors().stream()
                            .map(factor -> factor.to(ScalarType.BFloat16))
                            .toList(),
                    map.normalization());
            for (int rows : new int[] {64, 1024}) {
                Tensor x = Randomness.of(2).normal(1, rows, 256);
                Tensor exact = map.apply(x);
                Tensor seen = reduced.apply(x.to(ScalarType.BFloat16)).to(ScalarType.Float);
                double error =
                        seen.sub(exact).norm().item_double() / exact.norm().item_double();
                assertThat(error).isLessThan(0.02);
            }
        }
    }
}
