package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes sudokus with one solution.
///
/// Digits are taken out of a full grid as long as the solution stays the only one. Easy ones keep at
/// least 40 digits; medium ones at least 30, and cells with one possible digit lead to the end; hard
/// ones keep as few as chance allows, and cannot be solved so.
public final class SudokuMaker implements Maker {
    @Override
    public Kind kind() {
        return Kind.of("reasoning", "sudoku");
    }

    private static int fewest(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> 40;
            case MEDIUM -> 30;
            case HARD -> 17;
        };
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        SudokuGrid full = new SudokuGrid(new int[SudokuGrid.CELLS]);
        full.fill(random);
        int[] digits = full.digits();
        int left = SudokuGrid.CELLS;
        List<Integer> cells = Draws.shuffled(
                random, IntStream.range(0, SudokuGrid.CELLS).boxed().toList());
        for (int cell : cells) {
            int digit = digits[cell];
            digits[cell] = 0;
            SudokuGrid thinned = new SudokuGrid(digits);
            boolean stays = left <= fewest(difficulty)
                    || thinned.solutions(2) > 1
                    || (difficulty != Difficulty.HARD && thinned.leftBySingles() > 0);
            if (stays) {
                digits[cell] = digit;
            } else {
                left--;
            }
        }
        boolean needsSearch = new SudokuGrid(digits).leftBySingles() > 0;
        if (needsSearch != (difficulty == Difficulty.HARD)) {
            return Optional.empty();
        }
        String solution = SudokuGrid.line(full.digits());
        return Optional.of(Draft.of(
                prompt(digits),
                solution,
                "Row by row I filled in what was forced.\n\n<solution>" + solution + "</solution>"));
    }

    private static String prompt(int[] digits) {
        return "Solve this sudoku. Each row, each column and each of the nine boxes of three by three cells holds every"
                + " digit from 1 to 9 once; a dot is an empty cell.\n\n" + SudokuGrid.square(digits)
                + "\n\nThink step by step. Then give the whole solved grid, row after row, as one line of 81 digits in"
                + " <solution></solution> tags. If you are not sure, guess.";
    }
}
