package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Mode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalculusMakersTest {
    private static final Pattern ASKED = Pattern.compile("(?:f\\(x\\)=|following function: \\$)([^$]*)\\$");

    static List<Maker> makers() {
        return List.of(new DerivativesMaker(), new IntegralMaker());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void right_answers_are_right_and_others_are_not(Maker maker) {
        Laws.hold(maker);
    }

    @Test
    void derivatives_are_the_limits_of_differences() {
        for (Draft draft : Laws.drafts(new DerivativesMaker(), 80)) {
            Formula function = asked(draft);
            Formula derivative = Reals.read(Laws.truth(draft));
            int compared = 0;
            for (double x = 0.07; x < 1.5; x += 0.13) {
                double difference = difference(function, x);
                if (Double.isFinite(difference)) {
                    compared++;
                    double curve = Math.abs(difference(derivative, x));
                    assertThat(Reals.value(derivative, "x", x))
                            .as("%s at %s", draft.prompt(), x)
                            .isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference) + curve)));
                }
            }
            assertThat(compared).as(draft.prompt()).isGreaterThan(3);
        }
    }

    @Test
    void integrals_are_areas_and_begin_at_zero() {
        for (Draft draft : Laws.drafts(new IntegralMaker(), 80)) {
            Formula function = asked(draft);
            Formula integral = Reals.read(Laws.truth(draft));
            assertThat(Reals.value(integral, "x", 0)).as(draft.prompt()).isCloseTo(0, within(1e-9));
            // The tangent leaves for infinity soon.
            double scale = draft.prompt().contains("\\sec") ? 0.3 : 1;
            for (double end : new double[] {0.4 * scale, scale, 1.7 * scale}) {
                double area = area(function, end);
                assertThat(Reals.value(integral, "x", end))
                        .as("%s at %s", draft.prompt(), end)
                        .isCloseTo(area, within(1e-7 * (1 + Math.abs(area))));
            }
        }
    }

    @Test
    void another_constant_is_wrong() {
        Maker maker = new IntegralMaker();
        for (Draft draft : Laws.drafts(maker, Difficulty.MEDIUM, 40)) {
            String other = "$\\boxed{" + Laws.truth(draft) + "-\\frac{1}{3}}$";
            assertThat(Laws.score(maker, draft, other, Mode.REFERENCE)).isZero();
            assertThat(Laws.score(maker, draft, other, Mode.STRICT)).isZero();
        }
    }

    @Test
    void harder_derivatives_are_longer() {
        assertThat(length(Difficulty.MEDIUM)).isGreaterThan(1.3 * length(Difficulty.EASY));
        assertThat(length(Difficulty.HARD)).isGreaterThan(1.3 * length(Difficulty.MEDIUM));
    }

    private static double length(Difficulty difficulty) {
        return Laws.drafts(new DerivativesMaker(), difficulty, 60).stream()
                .mapToInt(draft -> Laws.truth(draft).length())
                .average()
                .orElseThrow();
    }

    @Test
    void harder_integrals_have_more_products_that_must_be_undone() {
        assertThat(products(Difficulty.EASY)).isZero();
        assertThat(products(Difficulty.MEDIUM)).isBetween(0.9, 1.1);
        assertThat(products(Difficulty.HARD)).isGreaterThan(1.6);
    }

    private static double products(Difficulty difficulty) {
        return Laws.drafts(new IntegralMaker(), difficulty, 60).stream()
                .mapToInt(draft -> products(asked(draft)))
                .average()
                .orElseThrow();
    }

    /// How many products of two functions of x there are.
    private static int products(Formula formula) {
        return switch (formula) {
            case Formula.Literal literal -> 0;
            case Formula.Symbol symbol -> 0;
            case Formula.Named named -> 0;
            case Formula.Sum(List<Formula> terms) ->
                terms.stream().mapToInt(CalculusMakersTest::products).sum();
            case Formula.Product(List<Formula> factors) -> {
                List<Formula> varying = factors.stream()
                        .filter(factor -> !factor.symbols().isEmpty())
                        .toList();
                yield varying.size() > 1
                        ? 1
                        : varying.stream()
                                .mapToInt(CalculusMakersTest::products)
                                .sum();
            }
            case Formula.Power(Formula base, Formula exponent) -> products(base) + products(exponent);
            case Formula.Call call -> products(call.argument());
        };
    }

    private static Formula asked(Draft draft) {
        Matcher asked = ASKED.matcher(draft.prompt());
        assertThat(asked.find()).as(draft.prompt()).isTrue();
        return Reals.read(asked.group(1));
    }

    /// Gauss's rule of five points on each of 60 parts.
    private static double area(Formula formula, double end) {
        double[] nodes = {0, 0.5384693101056831, 0.9061798459386640};
        double[] weights = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
        int parts = 60;
        double half = end / parts / 2;
        double area = 0;
        for (int part = 0; part < parts; part++) {
            double middle = (2 * part + 1) * half;
            area += weights[0] * Reals.value(formula, "x", middle);
            for (int i = 1; i < nodes.length; i++) {
                area += weights[i] * Reals.value(formula, "x", middle - half * nodes[i]);
                area += weights[i] * Reals.value(formula, "x", middle + half * nodes[i]);
            }
        }
        return area * half;
    }

    /// The central difference, extrapolated once (Richardson).
    private static double difference(Formula formula, double x) {
        double step = 1e-4;
        return (4 * central(formula, x, step / 2) - central(formula, x, step)) / 3;
    }

    private static double central(Formula formula, double x, double step) {
        return (Reals.value(formula, "x", x + step) - Reals.value(formula, "x", x - step)) / (2 * step);
    }
}
