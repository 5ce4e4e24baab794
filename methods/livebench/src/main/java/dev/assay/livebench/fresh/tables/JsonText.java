package dev.assay.livebench.fresh.tables;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes tables as JSON: columns of numbers as numbers, digit by digit as they stand, and what is
/// missing as null.
final class JsonText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,12})?");

    private JsonText() {}

    /// A list with an object for each row.
    static String list(SourceTable table, boolean roomy) {
        List<String> rows = rows(table, roomy);
        return roomy
                ? rows.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"))
                : rows.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /// An object on each line.
    static String lines(SourceTable table, boolean roomy) {
        return String.join("\n", rows(table, roomy));
    }

    /// The same table with every number as a text, as some would write it.
    static String textsOnly(SourceTable table, TableFormat format) {
        List<String> rows = rows(table, false, false);
        return format == TableFormat.JSON ? "[" + String.join(",", rows) + "]" : String.join("\n", rows);
    }

    private static List<String> rows(SourceTable table, boolean roomy) {
        return rows(table, roomy, true);
    }

    private static List<String> rows(SourceTable table, boolean roomy, boolean numbers) {
        List<Boolean> numeric = IntStream.range(0, table.header().size())
                .mapToObj(i -> numbers
                        && table.column(i).stream()
                                .allMatch(value ->
                                        value.isEmpty() || NUMBER.matcher(value).matches()))
                .toList();
        return table.rows().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> quoted(table.header().get(i))
                                + (roomy ? ": " : ":")
                                + value(row.get(i), numeric.get(i)))
                        .collect(Collectors.joining(roomy ? ", " : ",", "{", "}")))
                .toList();
    }

    private static String value(String value, boolean numeric) {
        if (value.isEmpty()) {
            return "null";
        }
        return numeric ? value : quoted(value);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
