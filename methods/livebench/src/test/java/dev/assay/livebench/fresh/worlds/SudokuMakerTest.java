package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Solved again by where a digit can go, not by what a cell can hold.
class SudokuMakerTest {
    static String square(String prompt) {
        Matcher rows = Pattern.compile("(?m)^[1-9.]{9}$").matcher(prompt);
        StringBuilder all = new StringBuilder();
        while (rows.find()) {
            all.append(rows.group());
        }
        return all.toString();
    }

    private static List<String> solved(char[] cells, int most) {
        List<Integer> fewest = null;
        char digit = '0';
        for (char d = '1'; d <= '9'; d++) {
            for (int row = 0; row < 9; row++) {
                List<Integer> places = places(cells, row, d);
                if (places != null && (fewest == null || places.size() < fewest.size())) {
                    fewest = places;
                    digit = d;
                }
            }
        }
        if (fewest == null) {
            return List.of(new String(cells));
        }
        List<String> all = new ArrayList<>();
        for (int place : fewest) {
            cells[place] = digit;
            all.addAll(solved(cells, most - all.size()));
            cells[place] = '.';
            if (all.size() >= most) {
                break;
            }
        }
        return all;
    }

    /// Cells of a row for a digit that it lacks; null where it has it.
    private static @Nullable List<Integer> places(char[] cells, int row, char digit) {
        List<Integer> places = new ArrayList<>();
        for (int column = 0; column < 9; column++) {
            if (cells[9 * row + column] == digit) {
                return null;
            }
            boolean free = cells[9 * row + column] == '.';
            for (int i = 0; i < 9; i++) {
                free &= cells[9 * i + column] != digit;
                free &= cells[9 * (row / 3 * 3 + i / 3) + column / 3 * 3 + i % 3] != digit;
            }
            if (free) {
                places.add(9 * row + column);
            }
        }
        return places;
    }

    @Test
    void a_sudoku_has_one_solution() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : Drafts.of(new SudokuMaker(), difficulty, 100)) {
                assertThat(solved(square(draft.prompt()).toCharArray(), 2)).containsExactly(Drafts.truth(draft));
            }
        }
    }
}
