package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

class HeapTest {
    @Property
    void numbers_survive_the_way_there_and_back(@ForAll @Size(min = 1, max = 50) float[] values) {
        try (var scope = Scope.open()) {
            assertThat(Heap.read(torch.tensor(values))).isEqualTo(values);
            assertThat(Heap.read(written(ScalarType.Float, values))).isEqualTo(values);
        }
    }

    @Example
    void one_row_of_a_matrix_is_read_and_one_that_is_not_there_is_refused() {
        try (var scope = Scope.open()) {
            for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
                Tensor matrix = torch.tensor(1f, 2f, 3f, 4f, 5f, 6f).view(3, 2).to(type);
                assertThat(Heap.row(matrix, 2)).containsExactly(5, 6);
                assertThatThrownBy(() -> Heap.row(matrix, 3)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> Heap.row(matrix, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    private static Tensor written(ScalarType type, float[] values) {
        Heap.Written written = Heap.written(type, 1, values.length);
        written.write(values);
        return written.tensor();
    }

    @Property
    void bf16_is_rounded_as_the_engine_rounds_it(@ForAll @Size(min = 1, max = 50) float[] values) {
        try (var scope = Scope.open()) {
            Tensor expected = torch.tensor(values).to(ScalarType.BFloat16).view(1, values.length);
            Tensor written = written(ScalarType.BFloat16, values);
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
            assertThat(Heap.read(written(ScalarType.BFloat16, values)))
                    .containsExactly(1, 1 + 4f / 256, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN);
        }
    }

    @Example
    void a_tensor_is_written_again_and_keeps_what_the_new_numbers_do_not_reach() {
        try (var scope = Scope.open()) {
            for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
                Heap.Written written = Heap.written(type, 3);
                written.write(new float[] {1, 2, 3});
                written.write(new float[] {4, 5});
                assertThat(Heap.read(written.tensor())).containsExactly(4, 5, 3);
            }
        }
    }

    @Example
    void more_numbers_than_there_is_room_for_are_refused() {
        try (var scope = Scope.open()) {
            for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
                Heap.Written written = Heap.written(type, 2, 2);
                assertThatThrownBy(() -> written.write(new float[5]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("4")
                        .hasMessageContaining("5");
            }
        }
    }

    @Example
    void formats_that_java_has_no_arithmetic_for_are_not_known() {
        assertThat(Heap.knows(ScalarType.Float)).isTrue();
        assertThat(Heap.knows(ScalarType.BFloat16)).isTrue();
        assertThat(Heap.knows(ScalarType.Half)).isFalse();
        assertThat(Heap.knows(ScalarType.Double)).isFalse();
    }
}
