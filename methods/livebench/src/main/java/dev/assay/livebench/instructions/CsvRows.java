package dev.assay.livebench.instructions;

import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated rows as Python's `csv` module does: a quote begins a quoted field at its start
/// only, and is doubled within; an empty line is a row without fields.
final class CsvRows {
    private CsvRows() {}

    static List<List<String>> of(String text, char separator) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
                begun = true;
            } else if (c == separator) {
                row.add(field.toString());
                field.setLength(0);
                begun = true;
            } else if (c == '\n') {
                end(rows, row, field, begun);
                row = new ArrayList<>();
                field.setLength(0);
                begun = false;
            } else if (c != '\r') {
                field.append(c);
                begun = true;
            }
        }
        if (begun) {
            end(rows, row, field, true);
        }
        return rows;
    }

    private static void end(List<List<String>> rows, List<String> row, StringBuilder field, boolean begun) {
        if (begun) {
            row.add(field.toString());
        }
        rows.add(row);
    }
}
