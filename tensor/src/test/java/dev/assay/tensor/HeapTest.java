package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

class HeapTest {
    @Property
    void numbers_survive_the_way_there_and_back(@ForAll @Size(min = 1, max = 50) float[] values) {
        try (var scope = Scope.open()) {
            Tensor x = torch.tensor(values);
            assertThat(Heap.read(x)).isEqualTo(values);
            assertThat(Heap.read(Heap.write(values, x, 1, values.length))).isEqualTo(values);
        }
    }

    @Property
    void bf16_is_rounded_as_the_engine_rounds_it(@ForAll @Size(min = 1, max = 50) float[] values) {
        try (var scope = Scope.open()) {
            Tensor expected = torch.tensor(values).to(ScalarType.BFloat16);
            Tensor written = Heap.write(values, expected, values.length);
            assertThat(written.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            assertThat(torch.equal(written, expected)).isTrue();
            assertThat(Heap.read(written))
                    .isEqualTo(Heap.read(expected.to(ScalarType.Float).contiguous()));
        }
    }

    @Example
    void a_number_between_two_of_bf16_goes_to_the_even_one_and_no_number_stays_none() {
        try (var scope = Scope.open()) {
            float[] values = {1 + 1f / 256, 1 + 3f / 256, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN};
            Tensor like = torch.zeros(1).to(ScalarType.BFloat16);
            assertThat(Heap.read(Heap.write(values, like, values.length)))
                    .containsExactly(1, 1 + 4f / 256, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN);
        }
    }

    @Example
    void what_has_gradients_or_gaps_or_is_large_or_of_another_format_is_left_to_the_engine() {
        try (var scope = Scope.open()) {
            Tensor x = torch.zeros(2, 8);
            assertThat(Heap.suits(x)).as("gradients may be asked for").isFalse();
            try (var ignored = new NoGradGuard()) {
                assertThat(Heap.suits(x)).isTrue();
                assertThat(Heap.suits(x.to(ScalarType.BFloat16))).isTrue();
                assertThat(Heap.suits(x.to(ScalarType.Double))).isFalse();
                assertThat(Heap.suits(x.t())).isFalse();
                assertThat(Heap.suits(x.narrow(1, 0, 4))).isFalse();
                assertThat(Heap.suits(x.narrow(0, 1, 1))).isTrue();
                assertThat(Heap.suits(torch.zeros(1 << 14))).isFalse();
            }
        }
    }
}
