package dev.assay.livebench.fresh.tables;

import java.util.HashSet;
import java.util.List;

/// A table that questions are made from. An empty text is a value that is missing.
///
/// @param name   what it is a table of
/// @param header the names of the columns, each another
/// @param rows   the values, as many in each row as there are columns
public record SourceTable(String name, List<String> header, List<List<String>> rows) {
    /// @throws IllegalArgumentException if a name stands twice or a row has another width
    public SourceTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        if (new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException("a column's name stands twice in " + header);
        }
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " values and there are " + header.size() + " columns");
            }
        }
    }

    /// The values of a column, from the top.
    public List<String> column(int place) {
        return rows.stream().map(row -> row.get(place)).toList();
    }

    /// The columns at these places, in this order.
    SourceTable columns(List<Integer> places) {
        return new SourceTable(
                name,
                picked(header, places),
                rows.stream().map(row -> picked(row, places)).toList());
    }

    /// The rows at these places, in this order.
    SourceTable rows(List<Integer> places) {
        return new SourceTable(name, header, places.stream().map(rows::get).toList());
    }

    /// The same values under other names.
    SourceTable named(List<String> names) {
        return new SourceTable(name, names, rows);
    }

    private static List<String> picked(List<String> items, List<Integer> places) {
        return places.stream().map(items::get).toList();
    }
}
