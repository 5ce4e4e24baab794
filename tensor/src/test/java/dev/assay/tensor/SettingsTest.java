package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.assay.base.AssayException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void devices_are_read_as_they_print() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.cpu()).hasToString("cpu");
        assertThat(new Device.Cuda(3)).hasToString("cuda:3");
        assertThatThrownBy(() -> new Device.Cuda(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CPU", "gpu", "cuda:", "cuda:-1", "cuda:x", "cuda:1000", "cpu ", "cuda:0:1"})
    void other_devices_are_a_problem(String text) {
        assertThatThrownBy(() -> Device.parse(text))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2010")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void a_cuda_device_without_the_cuda_build_is_a_problem() {
        assumeFalse(Natives.cudaBuild(), "this is the CUDA build");
        assertThatThrownBy(() -> Device.parse("cuda:0"))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-5011")
                .hasMessageContaining("cuda:0");
    }

    @Test
    void tensors_are_made_on_a_device_with_a_type() {
        try (Scope scope = Scope.open()) {
            Tensor made = torch.zeros(new long[] {2}, Device.cpu().options(ScalarType.BFloat16));
            assertThat(made.is_cpu()).isTrue();
            assertThat(made.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
        }
    }

    @Test
    void precisions_are_read_as_they_print() {
        for (Precision precision : Precision.values()) {
            assertThat(Precision.parse(precision.toString())).isEqualTo(precision);
        }
        assertThat(Precision.BF16.bytes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "F32", "fp16", "float", "bf16 "})
    void other_precisions_are_a_problem(String text) {
        assertThatThrownBy(() -> Precision.parse(text))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2011")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void threads_are_at_least_one() {
        assertThatThrownBy(() -> Threads.use(0)).isInstanceOf(IllegalArgumentException.class);
        int before = Threads.current();
        Threads.use(1);
        assertThat(Threads.current()).isEqualTo(1);
        Threads.use(before);
        assertThat(Threads.available()).isPositive();
    }
}
