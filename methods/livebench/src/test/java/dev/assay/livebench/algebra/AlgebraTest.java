package dev.assay.livebench.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.algebra.LatexReader.Letters;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;

class AlgebraTest {
    private static Equivalence.Verdict verdict(String first, String second) {
        return Equivalence.of(read(first), read(second), 0.001);
    }

    private static Formula read(String text) {
        return LatexReader.read(text, Letters.CONSTANTS)
                .orElseThrow(() -> new AssertionError("cannot be read: " + text));
    }

    private static void equal(String first, String second) {
        assertThat(verdict(first, second)).as(first + " = " + second).isEqualTo(Equivalence.Verdict.EQUAL);
    }

    private static void different(String first, String second) {
        assertThat(verdict(first, second)).as(first + " ≠ " + second).isEqualTo(Equivalence.Verdict.DIFFERENT);
    }

    @Example
    void numbers_are_equal_in_every_form() {
        equal("\\frac{529}{2}", "264.5");
        equal("\\frac{23}{\\sqrt{2}}", "\\frac{23\\sqrt{2}}{2}");
        equal("36 \\sqrt[5]{2} 5^{4/5}", "36 \\cdot 2^{1/5} \\cdot 5^{0.8}");
        equal("4 i \\sqrt{5}", "4\\sqrt{-5}");
        equal("2^{10}", "1024");
        equal("3 \\sqrt{\\frac{186}{7}}", "\\sqrt{\\frac{1674}{7}}");
        equal("18\\frac{3}{4}", "13.5");
        equal("\\frac12", "0.5");
        different("\\frac{1}{3}", "0.33");
        different("123456789012345678901", "123456789012345678902");
    }

    @Example
    void polynomials_are_equal_expanded_and_factored() {
        equal("-8 \\left(x-12 \\sqrt{5}\\right) \\left(x+11 \\sqrt{5}\\right)", "-8x^2+8\\sqrt{5}x+5280");
        equal("5 (-x-20) x", "-5x(x+20)");
        equal("\\lambda ^2-11 \\lambda -\\frac{95}{4}", "\\lambda^2 - 11\\lambda - 23.75");
        different("x^2+1", "x^2+1.0001x");
        different("x", "y");
    }

    @Example
    void functions_are_equal_by_their_identities() {
        equal("\\sin^2 x + \\cos^2 x", "1");
        equal("\\cos (5) \\cos (x)-\\sin (5) \\sin (x)", "\\cos(x+5)");
        equal("\\sec ^2(5 x+1)", "\\frac{1}{\\cos^2(5x+1)}");
        equal("\\sin 2x \\cos x", "2 \\sin x \\cos^2 x");
        equal("e^{2x}", "\\exp(2x)");
        equal("\\log_{2}(8)", "3");
        equal("\\sin^{-1}(x)", "\\arcsin x");
        equal("\\tan x", "\\operatorname{tan}(x)");
        equal("\\arctan(1)", "\\frac{\\pi}{4}");
        different("\\log x", "\\log (5x)");
    }

    @Example
    void what_differs_by_a_branch_is_different() {
        different("\\sqrt{x^2}", "x");
        different("\\sqrt[3]{5-8 x^2}^2", "\\sqrt[3]{(5-8x^2)^2}");
    }

    @Example
    void letters_are_variables_or_constants() {
        Formula symbol = LatexReader.read("e^x", Letters.SYMBOLS).orElseThrow();
        Formula constant = LatexReader.read("\\exp x", Letters.SYMBOLS).orElseThrow();
        assertThat(Equivalence.of(symbol, constant, 0.001)).isEqualTo(Equivalence.Verdict.DIFFERENT);
    }

    @Example
    void what_is_no_formula_is_not_read() {
        for (String bad : new String[] {
            "",
            "+",
            "x+",
            "(x",
            "x)",
            "\\frac{1}",
            "|x|",
            "12{,}345,1",
            "1,2",
            "\\foo",
            "x^",
            "\\sqrt",
            "\\text{Aborted}",
            "\\approx 3",
            "a = b"
        }) {
            assertThat(LatexReader.read(bad, Letters.SYMBOLS)).as(bad).isEmpty();
        }
    }

    @Example
    void bombs_are_refused_or_undecided_and_take_no_time() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(LatexReader.read("(".repeat(5000) + "x" + ")".repeat(5000), Letters.SYMBOLS))
                    .isEmpty();
            assertThat(LatexReader.read("{".repeat(100_000), Letters.SYMBOLS)).isEmpty();
            assertThat(verdict("9^{9^{9^{9}}}", "1")).isEqualTo(Equivalence.Verdict.UNDECIDED);
            assertThat(verdict("x^{9999999999}", "x^{9999999998}")).isNotEqualTo(Equivalence.Verdict.EQUAL);
            assertThat(verdict("\\frac{1}{0}", "1")).isEqualTo(Equivalence.Verdict.UNDECIDED);
        });
    }

    @Property
    void a_product_of_roots_equals_its_expansion(
            @ForAll @IntRange(min = -99, max = 99) int a, @ForAll @IntRange(min = -99, max = 99) int b) {
        equal("(x-(" + a + "))(x-(" + b + "))", "x^2-(" + (a + b) + ")x+(" + (a * b) + ")");
    }

    @Property
    void fractions_are_exact(
            @ForAll @IntRange(min = -999, max = 999) int a, @ForAll @IntRange(min = 1, max = 999) int b) {
        Optional<Rational> value = Values.exact(read("\\frac{" + a + "}{" + b + "}+1"));
        assertThat(value).contains(new Rational(java.math.BigInteger.valueOf(a + b), java.math.BigInteger.valueOf(b)));
    }

    @Property
    void no_text_makes_the_reader_fail(@ForAll String text) {
        assertThat(LatexReader.read(text, Letters.CONSTANTS)).isNotNull();
    }

    @Example
    void a_cosecant_of_an_angle_and_a_sine_of_its_double_are_the_known_gap() {
        assertThat(DoubleAngles.between(read("\\sin(8x)\\csc^2(4x)"), read("2\\cot(4x)")))
                .isTrue();
        assertThat(DoubleAngles.between(read("\\sin(2x)\\csc^2(x)"), read("2\\cot(x)")))
                .isFalse();
        assertThat(DoubleAngles.between(read("\\sin(8x)"), read("2\\sin(4x)\\cos(4x)")))
                .isFalse();
    }
}
