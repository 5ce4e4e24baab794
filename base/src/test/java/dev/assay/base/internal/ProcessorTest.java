package dev.assay.base.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {
    @Test
    void an_intel_server_tells_its_amx() {
        Processor processor = Processor.ofLinux("""
                processor\t: 0
                model\t\t: 143
                model name\t: Intel(R) Xeon(R) Platinum 8481C
                flags\t\t: fpu sse4_2 avx f16c fma avx2 avx512f avx512_bf16 amx_bf16 amx_tile amx_int8
                """);
        assertThat(processor.model()).isEqualTo("Intel(R) Xeon(R) Platinum 8481C");
        assertThat(processor.instructions())
                .containsExactly(
                        "sse4_2",
                        "avx",
                        "avx2",
                        "fma",
                        "f16c",
                        "avx512f",
                        "avx512_bf16",
                        "amx_tile",
                        "amx_int8",
                        "amx_bf16");
        assertThat(processor.vectorBits()).isEqualTo(512);
    }

    @Test
    void an_arm_board_and_an_unreadable_file_are_told_as_far_as_known() {
        assertThat(Processor.ofLinux("Features\t: fp asimd bf16\nModel\t: Board 5\n"))
                .isEqualTo(new Processor("Board 5", java.util.List.of("asimd", "bf16")));
        assertThat(Processor.ofLinux("").model()).isEqualTo("unknown");
        assertThat(Processor.ofLinux("").vectorBits()).isZero();
    }

    @Test
    void avx2_means_256_bits_and_sse_128() {
        assertThat(Processor.ofLinux("flags : avx avx2").vectorBits()).isEqualTo(256);
        assertThat(Processor.ofLinux("flags : sse4_2").vectorBits()).isEqualTo(128);
    }
}
