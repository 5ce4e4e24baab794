package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Nine by nine cells that take digits, and a search for all that fits: always the cell with the fewest
/// digits left goes first.
final class SudokuGrid {
    static final int CELLS = 81;
    private static final int ALL = 0x1FF;

    private final int[] digits;
    private final int[] rows = new int[9];
    private final int[] columns = new int[9];
    private final int[] boxes = new int[9];

    /// @param digits 81 of them, row by row; 0 where a cell is empty
    SudokuGrid(int[] digits) {
        this.digits = new int[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            if (digits[cell] != 0) {
                put(cell, digits[cell]);
            }
        }
    }

    private static int box(int cell) {
        return cell / 27 * 3 + cell % 9 / 3;
    }

    private void put(int cell, int digit) {
        flip(cell, digit);
        digits[cell] = digit;
    }

    private void take(int cell) {
        flip(cell, digits[cell]);
        digits[cell] = 0;
    }

    private void flip(int cell, int digit) {
        int bit = 1 << (digit - 1);
        rows[cell / 9] ^= bit;
        columns[cell % 9] ^= bit;
        boxes[box(cell)] ^= bit;
    }

    private int free(int cell) {
        return ALL & ~(rows[cell / 9] | columns[cell % 9] | boxes[box(cell)]);
    }

    /// The empty cell with the fewest digits left; -1 if none is empty.
    private int next() {
        int best = -1;
        int fewest = 10;
        for (int cell = 0; cell < CELLS; cell++) {
            int left = digits[cell] == 0 ? Integer.bitCount(free(cell)) : 10;
            if (left < fewest) {
                fewest = left;
                best = cell;
            }
        }
        return best;
    }

    /// How many ways there are to fill it, counted up to a most.
    int solutions(int most) {
        int cell = next();
        if (cell < 0) {
            return 1;
        }
        int found = 0;
        for (int digit : options(cell)) {
            put(cell, digit);
            found += solutions(most - found);
            take(cell);
            if (found >= most) {
                break;
            }
        }
        return found;
    }

    private List<Integer> options(int cell) {
        int free = free(cell);
        return IntStream.rangeClosed(1, 9)
                .filter(digit -> (free >> (digit - 1) & 1) == 1)
                .boxed()
                .toList();
    }

    /// Fills it by chance.
    ///
    /// @return whether that can be
    boolean fill(RandomGenerator random) {
        int cell = next();
        if (cell < 0) {
            return true;
        }
        for (int digit : Draws.shuffled(random, options(cell))) {
            put(cell, digit);
            if (fill(random)) {
                return true;
            }
            take(cell);
        }
        return false;
    }

    /// How many cells stay empty if only those are filled, again and again, that have one digit left,
    /// or are the only place for a digit in their row, column or box.
    int leftBySingles() {
        SudokuGrid copy = new SudokuGrid(digits);
        while (copy.single()) {
            // Each round fills one more.
        }
        return (int) Arrays.stream(copy.digits).filter(digit -> digit == 0).count();
    }

    private boolean single() {
        for (int cell = 0; cell < CELLS; cell++) {
            if (digits[cell] == 0) {
                for (int digit : options(cell)) {
                    if (Integer.bitCount(free(cell)) == 1 || isOnlyPlace(cell, digit)) {
                        put(cell, digit);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isOnlyPlace(int cell, int digit) {
        int bit = 1 << (digit - 1);
        boolean row = true;
        boolean column = true;
        boolean box = true;
        for (int other = 0; other < CELLS; other++) {
            if (other != cell && digits[other] == 0 && (free(other) & bit) != 0) {
                row &= other / 9 != cell / 9;
                column &= other % 9 != cell % 9;
                box &= box(other) != box(cell);
            }
        }
        return row || column || box;
    }

    /// The digits, row by row; 0 where a cell is empty.
    int[] digits() {
        return digits.clone();
    }

    /// The digits in one line, dots for empty cells.
    static String line(int[] digits) {
        StringBuilder line = new StringBuilder();
        Arrays.stream(digits).forEach(digit -> line.append(digit == 0 ? "." : Integer.toString(digit)));
        return line.toString();
    }

    /// The digits in nine lines.
    static String square(int[] digits) {
        String line = line(digits);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            rows.add(line.substring(9 * row, 9 * row + 9));
        }
        return String.join("\n", rows);
    }
}
