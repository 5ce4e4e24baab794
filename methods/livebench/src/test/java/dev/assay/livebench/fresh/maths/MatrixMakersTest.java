package dev.assay.livebench.fresh.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixMakersTest {
    static List<Maker> makers() {
        return List.of(new DeterminantMaker(), new CharacteristicPolynomialMaker());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void right_answers_are_right_and_others_are_not(Maker maker) {
        Laws.hold(maker);
    }

    @Test
    void the_determinant_is_the_sum_over_all_permutations() {
        for (Draft draft : Laws.drafts(new DeterminantMaker(), 60)) {
            BigDecimal sum = expansion(matrix(draft.prompt()), new ArrayList<>());
            assertThat(new BigDecimal(Laws.truth(draft))).isEqualByComparingTo(sum);
        }
    }

    @Test
    void the_characteristic_polynomial_is_the_determinant_that_defines_it_at_many_points() {
        for (Draft draft : Laws.drafts(new CharacteristicPolynomialMaker(), 60)) {
            boolean turned = draft.prompt().contains("\\det(A-\\lambda I)");
            assertThat(turned || draft.prompt().contains("\\det(\\lambda I-A)")).isTrue();
            Formula polynomial = Reals.read(Laws.truth(draft));
            for (int i = -4; i <= 4; i++) {
                List<List<BigDecimal>> matrix = matrix(draft.prompt());
                for (int row = 0; row < matrix.size(); row++) {
                    BigDecimal less = matrix.get(row).get(row).subtract(BigDecimal.valueOf(i));
                    matrix.get(row).set(row, less);
                }
                double determinant = expansion(matrix, new ArrayList<>()).doubleValue();
                double sign = turned || matrix.size() % 2 == 0 ? 1 : -1;
                assertThat(Reals.value(polynomial, "\\lambda", i))
                        .as(draft.prompt())
                        .isCloseTo(sign * determinant, within(1e-9 * (1 + Math.abs(determinant))));
            }
        }
    }

    @Test
    void harder_matrices_have_more_entries() {
        for (Maker maker : makers()) {
            assertThat(size(maker, Difficulty.MEDIUM)).isGreaterThan(size(maker, Difficulty.EASY) + 0.5);
            assertThat(size(maker, Difficulty.HARD)).isGreaterThan(size(maker, Difficulty.MEDIUM) + 0.3);
        }
    }

    private static double size(Maker maker, Difficulty difficulty) {
        return Laws.drafts(maker, difficulty, 50).stream()
                .mapToInt(draft -> matrix(draft.prompt()).size())
                .average()
                .orElseThrow();
    }

    /// Leibniz: one entry from each row, no column twice, each inversion turns the sign.
    private static BigDecimal expansion(List<List<BigDecimal>> matrix, List<Integer> columns) {
        if (columns.size() == matrix.size()) {
            return BigDecimal.ONE;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int column = 0; column < matrix.size(); column++) {
            int next = column;
            if (columns.contains(next)) {
                continue;
            }
            long inversions = columns.stream().filter(before -> before > next).count();
            BigDecimal entry = matrix.get(columns.size()).get(next);
            columns.add(next);
            BigDecimal term = entry.multiply(expansion(matrix, columns));
            columns.removeLast();
            sum = inversions % 2 == 0 ? sum.add(term) : sum.subtract(term);
        }
        return sum;
    }

    private static List<List<BigDecimal>> matrix(String prompt) {
        int from = prompt.indexOf("\\begin{pmatrix}") + "\\begin{pmatrix}".length();
        String inside = prompt.substring(from, prompt.indexOf("\\end{pmatrix}"));
        List<List<BigDecimal>> rows = new ArrayList<>();
        for (String row : inside.split("\\\\\\\\", -1)) {
            rows.add(Decimals.all(row));
        }
        return rows;
    }
}
