package dev.assay.livebench.text;

import java.util.List;

/// How many insertions, deletions and replacements turn one list into another.
///
/// Source: Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals" (1966).
public final class Levenshtein {
    private Levenshtein() {}

    /// The distance, each change counting one.
    public static int distance(List<?> from, List<?> to) {
        int[] row = new int[to.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.size()];
    }
}
