package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Mode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticsMakersTest {
    private static final Pattern RADICAL = Pattern.compile("\\\\sqrt(?:\\[(\\d+)])?\\{(\\d+)}");

    static List<Maker> makers() {
        return List.of(new VarianceMaker(), new StandardDeviationMaker(), new GeometricMeanMaker());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void right_answers_are_right_and_others_are_not(Maker maker) {
        Laws.hold(maker);
    }

    @Test
    void the_variance_is_the_mean_of_squares_less_the_square_of_the_mean_scaled() {
        for (Draft draft : Laws.drafts(new VarianceMaker(), 100)) {
            List<BigDecimal> numbers = Decimals.list(draft.prompt());
            BigDecimal found = Decimals.all(Laws.truth(draft)).getFirst();
            assertThat(found.doubleValue()).isCloseTo(variance(numbers).doubleValue(), within(1e-9));
        }
    }

    @Test
    void dividing_by_the_count_instead_is_wrong() {
        for (Draft draft : Laws.drafts(new VarianceMaker(), 50)) {
            int count = Decimals.list(draft.prompt()).size();
            String other = "$\\boxed{(" + Laws.truth(draft) + ") \\cdot \\frac{" + (count - 1) + "}{" + count + "}}$";
            assertThat(Laws.score(new VarianceMaker(), draft, other, Mode.REFERENCE))
                    .isZero();
        }
    }

    @Test
    void the_deviation_is_the_root_of_the_variance_with_nothing_left_to_draw_out() {
        for (Draft draft : Laws.drafts(new StandardDeviationMaker(), 100)) {
            double variance = variance(Decimals.list(draft.prompt())).doubleValue();
            assertThat(Reals.value(Laws.truth(draft))).isCloseTo(Math.sqrt(variance), within(1e-9));
            assertSimplified(Laws.truth(draft));
        }
    }

    @Test
    void the_geometric_mean_raised_to_the_count_is_the_product() {
        for (Draft draft : Laws.drafts(new GeometricMeanMaker(), 100)) {
            List<BigDecimal> numbers = Decimals.list(draft.prompt());
            double mean = Math.exp(numbers.stream()
                    .mapToDouble(number -> Math.log(number.doubleValue()))
                    .average()
                    .orElseThrow());
            assertThat(Reals.value(Laws.truth(draft)) / mean).isCloseTo(1, within(1e-12));
            assertSimplified(Laws.truth(draft));
        }
    }

    @Test
    void harder_questions_have_more_numbers() {
        for (Maker maker : makers()) {
            double easy = size(maker, Difficulty.EASY);
            double medium = size(maker, Difficulty.MEDIUM);
            double hard = size(maker, Difficulty.HARD);
            assertThat(medium).isGreaterThan(easy + 0.5);
            assertThat(hard).isGreaterThan(medium + 0.5);
        }
    }

    private static double size(Maker maker, Difficulty difficulty) {
        return Laws.drafts(maker, difficulty, 50).stream()
                .mapToInt(draft -> Decimals.list(draft.prompt()).size())
                .average()
                .orElseThrow();
    }

    private static BigDecimal variance(List<BigDecimal> numbers) {
        BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal squares =
                numbers.stream().map(number -> number.multiply(number)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal count = BigDecimal.valueOf(numbers.size());
        return squares.subtract(sum.multiply(sum).divide(count, Decimals.DIGITS))
                .divide(count.subtract(BigDecimal.ONE), Decimals.DIGITS);
    }

    private static void assertSimplified(String latex) {
        Matcher radical = RADICAL.matcher(latex);
        while (radical.find()) {
            int index = radical.group(1) == null ? 2 : Integer.parseInt(radical.group(1));
            BigInteger radicand = new BigInteger(radical.group(2));
            for (int base = 2; BigInteger.valueOf(base).pow(index).compareTo(radicand) <= 0 && base < 1000; base++) {
                assertThat(radicand.mod(BigInteger.valueOf(base).pow(index)).signum())
                        .as("%s: is there a factor %s^%s", latex, base, index)
                        .isNotZero();
            }
        }
    }
}
