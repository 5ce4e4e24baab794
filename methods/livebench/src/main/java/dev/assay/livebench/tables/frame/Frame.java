package dev.assay.livebench.tables.frame;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// A table.
///
/// @param names    of the columns
/// @param columns  the values of each, all of one length
/// @param rows     how many
/// @param fromJson whether it was JSON
public record Frame(List<String> names, List<List<Cell>> columns, int rows, boolean fromJson) {
    /// What a table that cannot be read says.
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    Frame(List<String> names, List<List<Cell>> columns, int rows) {
        this(names, columns, rows, false);
    }

    public Frame {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    /// The column of a name.
    private List<Cell> column(String name) {
        return columns.get(names.indexOf(name));
    }

    /// The same with names without white space around them, and without a column that is called index.
    private Frame bare() {
        List<String> stripped = names.stream().map(Python::strip).toList();
        int[] kept = IntStream.range(0, stripped.size())
                .filter(i -> !stripped.get(i).equals("index"))
                .toArray();
        return new Frame(
                IntStream.of(kept).mapToObj(stripped::get).toList(),
                IntStream.of(kept).mapToObj(columns::get).toList(),
                rows);
    }

    /// Whether two tables hold the same: rows in order, columns in any, under the same names.
    public boolean isSame(Frame other) {
        Frame mine = bare();
        Frame theirs = other.bare();
        if (isNumbered() || other.isNumbered()) {
            return false;
        }
        boolean named = mine.names.stream()
                .sorted()
                .toList()
                .equals(theirs.names.stream().sorted().toList());
        if (mine.rows != theirs.rows || !named || new HashSet<>(mine.names).size() < mine.names.size()) {
            return false;
        }
        for (String name : mine.names) {
            List<Cell> left = mine.column(name);
            List<Cell> right = theirs.column(name);
            for (int row = 0; row < rows; row++) {
                if (!left.get(row).isSame(right.get(row))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether all names are numbers: JSON's names are then taken for numbers, and the official grader,
    /// which trims texts, fails on them.
    private boolean isNumbered() {
        return fromJson
                && !names.isEmpty()
                && names.stream().allMatch(name -> Inference.number(name).isPresent());
    }

    /// Without the first and the last column.
    Frame inner() {
        return columns.size() < 2
                ? new Frame(List.of(), List.of(), rows)
                : new Frame(names.subList(1, names.size() - 1), columns.subList(1, columns.size() - 1), rows);
    }

    /// Without one column.
    Frame without(int column) {
        List<String> kept = new ArrayList<>(names);
        List<List<Cell>> cells = new ArrayList<>(columns);
        kept.remove(column);
        cells.remove(column);
        return new Frame(kept, cells, rows);
    }
}
