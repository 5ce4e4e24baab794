package dev.assay.base.evidence;

import java.util.List;

/// A table of text, row by row.
///
/// @param title   what it shows
/// @param columns headings
/// @param rows    cells, as many in each row as there are headings
public record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table '" + title + "' has " + columns.size() + " columns and a row of " + row.size());
            }
        }
    }
}
