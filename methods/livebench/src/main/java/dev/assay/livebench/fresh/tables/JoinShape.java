package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Difficulty;

/// How large a join is.
///
/// @param columns  of the first table
/// @param mapped   columns of the first table that the second has too
/// @param foreign  columns of the second table that the first has not
/// @param common   rows of both
/// @param own      rows of each that the other has not
/// @param keepEach how many columns of the second table there are to each that keeps its name
record JoinShape(int columns, int mapped, int foreign, int common, int own, int keepEach) {
    static JoinShape of(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> new JoinShape(5, 3, 0, 5, 2, 3);
            case MEDIUM -> new JoinShape(8, 5, 2, 6, 7, 5);
            case HARD -> new JoinShape(11, 7, 4, 6, 16, 8);
        };
    }

    /// How many rows both tables are drawn from.
    int rows() {
        return common + 2 * own;
    }
}
