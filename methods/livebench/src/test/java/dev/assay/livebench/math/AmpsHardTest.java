package dev.assay.livebench.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import org.junit.jupiter.api.Test;

class AmpsHardTest {
    private static Asked truth(String latex) {
        return Asked.of("AMPS_Hard", latex);
    }

    @Test
    void the_last_box_counts_then_the_last_dollars_then_the_end() {
        Asked half = truth("\\frac{529}{2}");
        assertThat(half.reference("$\\boxed{1}$ no, $\\boxed{264.5}$.")).isEqualTo(1);
        assertThat(half.reference("So $x = 1$ and $\\sigma^2 = \\frac{529}{2}$."))
                .isEqualTo(1);
        assertThat(half.reference("So $$ x = 264.5 $$")).isEqualTo(1);
        assertThat(half.reference("It is \\frac{529}{2}.")).isEqualTo(1);
        assertThat(half.reference("It is 264.5.")).isZero();
        assertThat(half.reference("\\boxed{265}")).isZero();
    }

    @Test
    void a_constant_of_integration_is_dropped_where_it_is_a_c() {
        Asked integral = truth("\\cos (5) \\cos (x)-\\sin (5) \\sin (x)");
        assertThat(integral.reference("$\\boxed{\\cos (x+5)+C}$")).isEqualTo(1);
        assertThat(integral.reference("$\\boxed{\\cos (x+5) + K}$")).isZero();
    }

    @Test
    void shorthands_and_sizes_are_read() {
        assertThat(truth("\\frac{1}{2}").reference("$\\boxed{\\dfrac12}$")).isEqualTo(1);
        assertThat(truth("\\sqrt{3}").reference("$\\boxed{\\sqrt3}$")).isEqualTo(1);
        assertThat(truth("12345").reference("$\\boxed{12,345}$")).isEqualTo(1);
        assertThat(truth("x+1").reference("$\\boxed{f(x) = \\left(x + 1\\right)}$"))
                .isEqualTo(1);
    }

    @Test
    void only_the_strict_grader_knows_euler_s_number_and_the_imaginary_unit() {
        assertThat(truth("4 i \\sqrt{5}").reference("$\\boxed{4\\sqrt{5}i}$")).isEqualTo(1);
        assertThat(truth("4 i \\sqrt{5}").reference("$\\boxed{4\\sqrt{-5}}$")).isZero();
        assertThat(truth("4 i \\sqrt{5}").strict("$\\boxed{4\\sqrt{-5}}$")).isEqualTo(1);
        assertThat(truth("e^x").reference("$\\boxed{\\exp(x)}$")).isZero();
        assertThat(truth("e^x").strict("$\\boxed{\\exp(x)}$")).isEqualTo(1);
    }

    @Test
    void only_the_strict_grader_passes_over_bars_and_proves_double_angles() {
        assertThat(truth("\\log (x)").reference("$\\boxed{\\ln|x| + C}$")).isZero();
        assertThat(truth("\\log (x)").strict("$\\boxed{\\ln|x| + C}$")).isEqualTo(1);
        assertThat(truth("2\\cot(4x)").reference("$\\boxed{\\sin(8x)\\csc^2(4x)}$"))
                .isZero();
        assertThat(truth("2\\cot(4x)").strict("$\\boxed{\\sin(8x)\\csc^2(4x)}$"))
                .isEqualTo(1);
    }

    @Test
    void a_right_answer_that_is_no_formula_is_unscorable_to_the_strict_grader() {
        Asked aborted = truth("\\text{Aborted}");
        assertThat(aborted.reference("\\boxed{1}")).isZero();
        assertThat(aborted.grade("\\boxed{1}", Mode.STRICT)).isInstanceOf(Grade.Unscorable.class);
    }
}
