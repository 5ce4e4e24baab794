package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DescriptionTest {
    private static Description of(LinearSpec spec, long inputs, long outputs) {
        return Description.of(Design.of(spec), inputs, outputs);
    }

    @Test
    void exponents_of_sizes_are_those_of_the_papers_structures() {
        Description btt = of(new LinearSpec.BlockTensorTrain(2, 1), 1024, 1024);
        assertThat(btt.omega()).isZero();
        assertThat(btt.psi()).isCloseTo(1, within(1e-9));
        assertThat(btt.nu()).isCloseTo(0.5 + Math.log(2) / Math.log(1024), within(1e-9));
        assertThat(btt.shareOfDense()).isCloseTo(2 * 32.0 / 1024, within(1e-12));
        Description kronecker = of(new LinearSpec.Kronecker(), 1024, 1024);
        assertThat(kronecker.omega()).isCloseTo(0.5, within(1e-9));
        Description low = of(new LinearSpec.LowRank(32), 1024, 1024);
        assertThat(low.psi()).isCloseTo(0.5, within(1e-9));
        assertThat(of(new LinearSpec.Dense(), 64, 256).nu()).isOne();
    }

    @Test
    void exponents_of_an_einsum_are_its_own() {
        Description g1 = of(new LinearSpec.Einsum(Theta.parse(".5/.25/.25/.25/.5/.25/0")), 256, 256);
        assertThat(g1.omega()).isEqualTo(0.25);
        assertThat(g1.psi()).isEqualTo(1);
        assertThat(g1.nu()).isEqualTo(0.5);
    }

    @Test
    void what_is_unwise_is_said() {
        assertThat(of(new LinearSpec.BlockTensorTrain(2, 1), 1024, 1024).warnings())
                .isEmpty();
        assertThat(of(new LinearSpec.BlockTensorTrain(2, 4), 16, 16).warnings())
                .anyMatch(warning -> warning.contains("a dense map 256"));
        assertThat(of(new LinearSpec.BlockTensorTrain(2, 1), 1021, 1024).warnings())
                .anyMatch(warning -> warning.contains("[1, 1021]"));
        assertThat(of(new LinearSpec.BlockTensorTrain(2, 9), 64, 64).warnings())
                .anyMatch(warning -> warning.contains("rank of 9"));
        assertThat(of(new LinearSpec.LowRank(70), 64, 64).warnings())
                .anyMatch(warning -> warning.contains("than the matrix can have"));
        assertThat(of(new LinearSpec.SizedEinsum(new EinsumSizes(2, 2, 2, 2, 2, 2, 1)), 9, 9)
                        .warnings())
                .anyMatch(warning -> warning.contains("last 1 inputs"))
                .anyMatch(warning -> warning.contains("last 1 outputs"));
    }
}
