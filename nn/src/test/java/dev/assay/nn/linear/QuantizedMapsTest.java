package dev.assay.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Dropout;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class QuantizedMapsTest {
    private static double largest(Tensor t) {
        return t.abs().max().item_double();
    }

    @Property(tries = 20)
    void eight_bits_are_off_by_half_a_step_at_most(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 70) int outputs,
            @ForAll @IntRange(min = 1, max = 70) int inputs) {
        try (var scope = Scope.open()) {
            Tensor w = Randomness.of(seed).normal(1, outputs, inputs);
            Int8Dense map = Int8Dense.of(w);
            Tensor half = map.scales().to(ScalarType.Float).unsqueeze(1).mul(new Scalar(0.5001));
            assertThat(map.toDense().sub(w).abs().le(half).all().item_bool()).isTrue();
            assertThat(map.outputs()).isEqualTo(outputs);
            assertThat(map.inputs()).isEqualTo(inputs);

            Int8Split split = Int8Split.of(w);
            Tensor step = w.abs().amax(new long[] {1}, true).div(new Scalar(127));
            assertThat(split.toDense()
                            .sub(w)
                            .abs()
                            .le(step.mul(new Scalar(0.5001)))
                            .all()
                            .item_bool())
                    .isTrue();
            assertThat(split.factors().getFirst().count()).isEqualTo((long) outputs * inputs);
        }
    }

    @Property(tries = 20)
    void four_bits_are_off_by_half_a_step_and_the_rounding_of_the_middle_at_most(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int blocks,
            @ForAll @IntRange(min = 1, max = 5) int groups) {
        try (var scope = Scope.open()) {
            Tensor w = Randomness.of(seed).normal(1, 64L * blocks, 32L * groups);
            Int4Dense map = Int4Dense.of(w);
            // A normal's group spans at most about 8: a step of 0.54, and a middle below 4 that is rounded by 2^-9,
            // besides the product's own bf16.
            assertThat(largest(map.toDense().sub(w))).isLessThan(0.5 * 8.5 / 15 + 4.0 / 128);
            assertThat(map.group()).isEqualTo(groups % 2 == 0 ? 64 : 32);
        }
    }

    @Property(tries = 20)
    void a_product_with_codes_is_the_product_with_the_matrix_they_stand_for(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows) {
        try (var scope = Scope.open()) {
            Tensor w = Randomness.of(seed).split("w").normal(1, 128, 96);
            Tensor x = Randomness.of(seed).split("x").normal(1, 2, rows, 96);
            for (LinearMap map : new LinearMap[] {Int8Dense.of(w), Int8Split.of(w), Int4Dense.of(w)}) {
                Tensor expected = torch.linear(x, map.toDense().contiguous());
                Tensor y = map.apply(x);
                assertThat(y.sizes().vec().get())
                        .isEqualTo(expected.sizes().vec().get());
                assertThat(y.scalar_type().intern()).isEqualTo(ScalarType.Float);
                // The input of a split product keeps 14 bits, that of the others bf16's eight.
                double share = map instanceof Int8Split ? 5e-4 : 0.02;
                assertThat(largest(y.sub(expected))).isLessThan(share * largest(expected));
            }
        }
    }

    @Property(tries = 20)
    void one_row_after_another_gives_what_the_rows_give_together(@ForAll long seed) {
        try (var scope = Scope.open()) {
            Tensor w = Randomness.of(seed).split("w").normal(1, 128, 96);
            Tensor x = Randomness.of(seed).split("x").normal(1, 5, 96);
            for (LinearMap map : maps(w, Randomness.of(seed))) {
                Tensor inputs = map.factors().getFirst().tensor().scalar_type().intern() == ScalarType.BFloat16
                        ? x.to(ScalarType.BFloat16)
                        : x;
                Tensor expected = map.apply(inputs).to(ScalarType.Float).detach();
                RowFunction rows = map.rows(5).orElseThrow();
                assertThat(rows.of(Heap.read(inputs)))
                        .containsExactly(Heap.read(expected), within((float) (1e-2 * largest(expected))));
                for (long i = 0; i < x.size(0); i++) {
                    assertThat(rows.of(Heap.read(inputs.select(0, i))))
                            .containsExactly(
                                    Heap.read(expected.select(0, i)), within((float) (1e-2 * largest(expected))));
                }
            }
        }
    }

    private static LinearMap[] maps(Tensor w, Randomness randomness) {
        Dense dense = new Dense(w);
        Lora lora = Lora.of(dense, 4, 8, 0, randomness);
        Tensor b = randomness.split("b").normal(1, lora.b().sizes().vec().get());
        return new LinearMap[] {
            dense,
            new Dense(w.to(ScalarType.BFloat16)),
            Int8Dense.of(w),
            Int8Split.of(w),
            Int4Dense.of(w),
            PackedDense.of(dense),
            new Lora(dense, lora.a(), b, 2, Dropout.NONE)
        };
    }

    @Test
    void a_matrix_of_zeros_stays_one() {
        try (var scope = Scope.open()) {
            Tensor zeros = torch.zeros(64, 32);
            assertThat(largest(Int8Dense.of(zeros).toDense())).isZero();
            assertThat(largest(Int8Split.of(zeros).toDense())).isZero();
            assertThat(largest(Int4Dense.of(zeros).toDense())).isLessThan(1e-6);
        }
    }

    @Test
    void a_shape_that_four_bits_do_not_fit_is_refused() {
        assertThat(Int4Dense.fits(64, 48)).isFalse();
        assertThatThrownBy(() -> Int4Dense.of(torch.zeros(60, 64))).isInstanceOf(IllegalArgumentException.class);
    }
}
