package dev.assay.livebench.fresh.tables;

import java.util.List;
import java.util.stream.Collectors;

/// Writes tables as RFC 4180 has them, with line feeds.
final class Csv {
    private Csv() {}

    /// The names, then the rows, one on each line.
    ///
    /// @param separator between values
    static String text(SourceTable table, char separator) {
        StringBuilder text = new StringBuilder(line(table.header(), separator));
        table.rows().forEach(row -> text.append('\n').append(line(row, separator)));
        return text.toString();
    }

    private static String line(List<String> values, char separator) {
        return values.stream()
                .map(value -> quoted(value, separator))
                .collect(Collectors.joining(String.valueOf(separator)));
    }

    private static String quoted(String value, char separator) {
        boolean special = value.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
