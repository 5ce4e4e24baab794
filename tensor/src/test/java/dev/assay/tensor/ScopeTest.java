package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static float step(Tensor weight) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = torch.relu(weight.matmul(weight).add(weight));
            return scope.keep(hidden.softmax(-1).sum()).item_float();
        }
    }

    private static void steps(int count, Tensor weight) {
        for (int i = 0; i < count; i++) {
            try (Scope scope = Scope.open()) {
                assertThat(step(weight)).isBetween(31.9f, 32.1f);
            }
        }
    }

    @Test
    void ten_thousand_steps_leave_memory_where_it_was() {
        try (Scope outside = Scope.open()) {
            Tensor weight = Randomness.of(5).normal(0.1, 32, 32);
            steps(2_000, weight);
            long pointers = Pointer.totalCount();
            long resident = Pointer.physicalBytes();
            steps(10_000, weight);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers + 10);
            assertThat(Pointer.physicalBytes()).isLessThan(resident + (48L << 20));
        }
    }

    @Test
    void what_is_kept_lives_as_long_as_the_enclosing_scope() {
        Tensor kept;
        try (Scope outer = Scope.open()) {
            Tensor dropped;
            try (Scope inner = Scope.open()) {
                dropped = torch.ones(3);
                kept = inner.keep(torch.ones(4));
            }
            assertThat(dropped.isNull()).isTrue();
            assertThat(kept.sum().item_float()).isEqualTo(4f);
        }
        assertThat(kept.isNull()).isTrue();
        assertThatThrownBy(() -> kept.sum()).isInstanceOf(NullPointerException.class);
    }

    @Test
    void what_is_released_lives_until_it_is_freed() {
        Tensor released;
        try (Scope outer = Scope.open();
                Scope inner = Scope.open()) {
            released = inner.release(torch.ones(5));
        }
        assertThat(released.sum().item_float()).isEqualTo(5f);
        Scope.free(released);
        assertThat(released.isNull()).isTrue();
    }

    @Test
    void what_is_kept_without_an_enclosing_scope_stands_free() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(torch.ones(6));
        }
        assertThat(kept.sum().item_float()).isEqualTo(6f);
        Scope.free(kept);
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void an_in_place_result_is_the_same_object_and_dies_once() {
        try (Scope outer = Scope.open()) {
            Tensor sum = torch.zeros(2);
            try (Scope inner = Scope.open()) {
                Tensor same = sum.add_(new Scalar(1f));
                assertThat(same).isSameAs(sum);
            }
            assertThat(sum.sum().item_float()).isEqualTo(2f);
        }
    }
}
