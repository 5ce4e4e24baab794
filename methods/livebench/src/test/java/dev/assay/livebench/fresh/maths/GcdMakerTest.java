package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcdMakerTest {
    private static final GcdMaker MAKER = new GcdMaker();

    @Test
    void right_answers_are_right_and_others_are_not() {
        Laws.hold(MAKER);
    }

    @Test
    void no_larger_number_divides_all() {
        for (Draft draft : Laws.drafts(MAKER, Difficulty.EASY, 60)) {
            List<Integer> numbers =
                    numbers(draft).stream().map(BigInteger::intValueExact).toList();
            int largest = 1;
            for (int divisor = 2; divisor <= Math.abs(numbers.getFirst()); divisor++) {
                int candidate = divisor;
                if (numbers.stream().allMatch(number -> number % candidate == 0)) {
                    largest = divisor;
                }
            }
            assertThat(Laws.truth(draft)).isEqualTo("" + largest);
        }
    }

    @Test
    void halving_and_subtracting_leads_to_the_same_divisor() {
        for (Draft draft : Laws.drafts(MAKER, 60)) {
            BigInteger divisor =
                    numbers(draft).stream().map(BigInteger::abs).reduce(BigInteger.ZERO, GcdMakerTest::binary);
            assertThat(new BigInteger(Laws.truth(draft))).isEqualTo(divisor);
        }
    }

    @Test
    void some_numbers_share_more_than_all_do() {
        long more = Laws.drafts(MAKER, Difficulty.HARD, 60).stream()
                .filter(draft -> !binary(
                                numbers(draft).getFirst().abs(),
                                numbers(draft).getLast().abs())
                        .toString()
                        .equals(Laws.truth(draft)))
                .count();
        assertThat(more).isGreaterThan(20);
    }

    @Test
    void harder_numbers_are_longer() {
        assertThat(digits(Difficulty.MEDIUM)).isGreaterThan(digits(Difficulty.EASY) + 1);
        assertThat(digits(Difficulty.HARD)).isGreaterThan(digits(Difficulty.MEDIUM) + 4);
    }

    private static double digits(Difficulty difficulty) {
        return Laws.drafts(MAKER, difficulty, 60).stream()
                .flatMap(draft -> numbers(draft).stream())
                .mapToInt(number -> number.abs().toString().length())
                .average()
                .orElseThrow();
    }

    private static List<BigInteger> numbers(Draft draft) {
        return Decimals.list(draft.prompt()).stream()
                .map(BigDecimal::toBigIntegerExact)
                .toList();
    }

    /// Stein's algorithm.
    private static BigInteger binary(BigInteger a, BigInteger b) {
        if (a.signum() == 0 || b.signum() == 0) {
            return a.add(b);
        }
        boolean evenA = !a.testBit(0);
        boolean evenB = !b.testBit(0);
        if (evenA && evenB) {
            return binary(a.shiftRight(1), b.shiftRight(1)).shiftLeft(1);
        }
        if (evenA || evenB) {
            return evenA ? binary(a.shiftRight(1), b) : binary(a, b.shiftRight(1));
        }
        return binary(a.subtract(b).abs(), a.min(b));
    }
}
