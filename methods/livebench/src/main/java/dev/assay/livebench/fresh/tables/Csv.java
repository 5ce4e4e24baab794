package dev.assay.livebench.fresh.tables;

import java.util.List;
import java.util.stream.Collectors;

/// Writes tables as RFC 4180 has them, with line feeds.
final class Csv {
    private Csv() {}

    /// The names, then the rows, one on each line, quotes only where they must be.
    static String text(SourceTable table) {
        return text(table, ',', false);
    }

    /// The names, then the rows, one on each line.
    ///
    /// @param separator between values
    /// @param quoted    whether every value that is there stands in quotes
    static String text(SourceTable table, char separator, boolean quoted) {
        StringBuilder text = new StringBuilder(line(table.header(), separator, quoted));
        table.rows().forEach(row -> text.append('\n').append(line(row, separator, quoted)));
        return text.toString();
    }

    private static String line(List<String> values, char separator, boolean quoted) {
        return values.stream()
                .map(value -> (quoted && !value.isEmpty()) || isSpecial(value, separator)
                        ? '"' + value.replace("\"", "\"\"") + '"'
                        : value)
                .collect(Collectors.joining(String.valueOf(separator)));
    }

    private static boolean isSpecial(String value, char separator) {
        return value.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
    }
}
