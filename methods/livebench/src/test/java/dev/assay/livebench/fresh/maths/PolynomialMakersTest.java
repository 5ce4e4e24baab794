package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolynomialMakersTest {
    private static final Pattern FIRST = Pattern.compile("\\$(.*?)\\$");
    private static final Pattern FACTOR = Pattern.compile("\\(([^()]*)\\+y\\)");
    private static final Pattern DEGREE = Pattern.compile("x\\^\\{(\\d+)}");
    private static final int[] PRIMES = {5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79};

    static List<Maker> makers() {
        return List.of(new FactorPolynomialsMaker(), new CompleteSquareMaker());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void right_answers_are_right_and_others_are_not(Maker maker) {
        Laws.hold(maker);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void to_say_the_question_again_is_no_answer(Maker maker) {
        for (Draft draft : Laws.drafts(maker, 60)) {
            for (Mode mode : Mode.values()) {
                assertThat(Laws.score(maker, draft, "$\\boxed{" + asked(draft) + "}$", mode))
                        .isZero();
            }
        }
    }

    @Test
    void the_factors_multiply_to_the_polynomial() {
        for (Draft draft : Laws.drafts(new FactorPolynomialsMaker(), 60)) {
            Formula polynomial = Reals.read(asked(draft));
            Formula product = Reals.read(Laws.truth(draft));
            for (int x = -5; x <= 5; x++) {
                double value = Reals.value(polynomial, "x", x);
                assertThat(Reals.value(product, Map.of("x", (double) x, "y", 0.0)))
                        .as(draft.prompt())
                        .isCloseTo(value, within(1e-9 * (1 + Math.abs(value))));
            }
        }
    }

    @Test
    void each_factor_is_primitive_and_irreducible_as_some_prime_shows() {
        for (Draft draft : Laws.drafts(new FactorPolynomialsMaker(), 60)) {
            List<Formula> factors = factors(draft);
            assertThat(factors).as(Laws.truth(draft)).hasSizeGreaterThan(1);
            for (Formula factor : factors) {
                long[] coefficients = coefficients(factor);
                assertThat(gcd(coefficients)).as(Laws.truth(draft)).isOne();
                assertThat(leading(coefficients)).isPositive();
                boolean linear = coefficients[2] == 0 && coefficients[3] == 0;
                assertThat(linear || hasNoRootModuloSomePrime(coefficients))
                        .as(Laws.truth(draft))
                        .isTrue();
            }
        }
    }

    @Test
    void the_completed_square_is_the_quadratic_and_a_square() {
        for (Difficulty difficulty : List.of(Difficulty.EASY, Difficulty.MEDIUM)) {
            for (Draft draft : Laws.drafts(new CompleteSquareMaker(), difficulty, 80)) {
                Formula quadratic = Reals.read(asked(draft));
                Formula form = Reals.read(Laws.truth(draft));
                DoubleBinaryOperator at = (x, y) -> Reals.value(form, Map.of("x", x, "y", y));
                for (int x = -3; x <= 3; x++) {
                    assertThat(at.applyAsDouble(x, 1)).isCloseTo(Reals.value(quadratic, "x", x), within(1e-8));
                    assertThat(at.applyAsDouble(x, 0)).isCloseTo(at.applyAsDouble(0, 0), within(1e-8));
                }
                assertIsSquare(x -> at.applyAsDouble(x, 1) - at.applyAsDouble(x, 0));
            }
        }
    }

    @Test
    void both_completed_squares_are_squares_and_the_second_has_no_x() {
        for (Draft draft : Laws.drafts(new CompleteSquareMaker(), Difficulty.HARD, 80)) {
            Formula conic = Reals.read(asked(draft));
            Formula form = Reals.read(Laws.truth(draft));
            for (double x : new double[] {-2, 0, 1, 3}) {
                for (double y : new double[] {-1, 0, 2}) {
                    double value = Reals.value(conic, Map.of("x", x, "y", y));
                    assertThat(at(form, x, y, 1, 1)).isCloseTo(value, within(1e-8));
                    assertThat(at(form, x, y, 0, 1)).isCloseTo(at(form, 0, y, 0, 1), within(1e-8));
                    assertThat(at(form, x, y, 0, 0)).isCloseTo(at(form, 0, 0, 0, 0), within(1e-8));
                }
                assertIsSquare(t -> at(form, t, x, 1, 0) - at(form, t, x, 0, 0));
                assertIsSquare(t -> at(form, 0, t, 0, 1) - at(form, 0, t, 0, 0));
            }
        }
    }

    @Test
    void harder_polynomials_have_higher_degrees_and_longer_forms() {
        assertThat(degree(Difficulty.MEDIUM)).isGreaterThan(degree(Difficulty.EASY) + 1);
        assertThat(degree(Difficulty.HARD)).isGreaterThan(degree(Difficulty.MEDIUM) + 1);
        assertThat(form(Difficulty.MEDIUM)).isGreaterThan(form(Difficulty.EASY) + 3);
        assertThat(form(Difficulty.HARD)).isGreaterThan(form(Difficulty.MEDIUM) + 3);
    }

    private static double degree(Difficulty difficulty) {
        return Laws.drafts(new FactorPolynomialsMaker(), difficulty, 60).stream()
                .mapToInt(draft -> {
                    Matcher degree = DEGREE.matcher(asked(draft));
                    return degree.find() ? Integer.parseInt(degree.group(1)) : 1;
                })
                .average()
                .orElseThrow();
    }

    private static double form(Difficulty difficulty) {
        return Laws.drafts(new CompleteSquareMaker(), difficulty, 60).stream()
                .mapToInt(draft -> Laws.truth(draft).length())
                .average()
                .orElseThrow();
    }

    private static String asked(Draft draft) {
        Matcher first = FIRST.matcher(draft.prompt());
        assertThat(first.find()).isTrue();
        return first.group(1);
    }

    private static double at(Formula form, double x, double y, double u, double v) {
        return Reals.value(form, Map.of("x", x, "y", y, "u", u, "v", v));
    }

    private interface Real {
        double at(double x);
    }

    /// A quadratic is a multiple of a square where its discriminant is 0.
    private static void assertIsSquare(Real quadratic) {
        double c = quadratic.at(0);
        double a = (quadratic.at(1) + quadratic.at(-1)) / 2 - c;
        double b = (quadratic.at(1) - quadratic.at(-1)) / 2;
        assertThat(Math.abs(a)).isGreaterThan(1e-3);
        assertThat(b * b - 4 * a * c).isCloseTo(0, within(1e-8 * (1 + b * b)));
    }

    private static List<Formula> factors(Draft draft) {
        List<Formula> factors = new ArrayList<>();
        Matcher matcher = FACTOR.matcher(Laws.truth(draft));
        while (matcher.find()) {
            factors.add(Reals.read(matcher.group(1)));
        }
        return factors;
    }

    /// Of a polynomial of degree three at most, from its values (Newton's differences).
    private static long[] coefficients(Formula cubic) {
        long[] at = IntStream.rangeClosed(-1, 2)
                .mapToLong(x -> Math.round(Reals.value(cubic, "x", x)))
                .toArray();
        long d = (at[3] - 3 * at[2] + 3 * at[1] - at[0]) / 6;
        long c = (at[2] + at[0]) / 2 - at[1];
        long b = (at[2] - at[0]) / 2 - d;
        return new long[] {at[1], b, c, d};
    }

    private static long leading(long[] coefficients) {
        int last = 3;
        while (coefficients[last] == 0) {
            last--;
        }
        return coefficients[last];
    }

    private static long gcd(long[] numbers) {
        long divisor = 0;
        for (long number : numbers) {
            long a = Math.abs(number);
            while (a != 0) {
                long rest = divisor % a;
                divisor = a;
                a = rest;
            }
        }
        return divisor;
    }

    /// A factor over the integers would be one modulo each prime that keeps the degree; up to degree
    /// three one of them would be linear.
    private static boolean hasNoRootModuloSomePrime(long[] f) {
        return IntStream.of(PRIMES)
                .filter(prime -> leading(f) % prime != 0)
                .anyMatch(prime -> IntStream.range(0, prime)
                        .noneMatch(x -> (((f[3] * x + f[2]) * x + f[1]) * x + f[0]) % prime == 0));
    }
}
