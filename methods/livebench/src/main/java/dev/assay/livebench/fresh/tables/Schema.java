package dev.assay.livebench.fresh.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a table of one kind looks like.
///
/// @param name    of the kind
/// @param columns of each such table
record Schema(String name, List<Column> columns) {
    /// A column's name, and how its values come about.
    record Column(String name, Values values) {}

    Schema {
        columns = List.copyOf(columns);
    }

    /// A table of this kind.
    SourceTable draw(RandomGenerator random, ValueLists lists, int rows) {
        List<List<String>> drawn = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            RowDraw row = new RowDraw(random, lists, i);
            drawn.add(columns.stream().map(column -> column.values().draw(row)).toList());
        }
        return new SourceTable(name, columns.stream().map(Column::name).toList(), drawn);
    }
}
