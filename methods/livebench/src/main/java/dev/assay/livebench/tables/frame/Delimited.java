package dev.assay.livebench.tables.frame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads tables whose fields are separated by one character, as pandas' `read_csv` does.
///
/// The first line names the columns; empty names are `Unnamed: i`, repeated ones get `.1`, `.2`. Where
/// the first line of data has more fields than there are names, the first columns are row labels and
/// are left out. A line with fewer fields is filled up; one with more than the line before is an error.
public final class Delimited {
    private final String text;
    private final char separator;
    private final boolean skipsBlanks;
    private int at;

    private Delimited(String text, char separator, boolean skipsBlanks) {
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
        this.separator = separator;
        this.skipsBlanks = skipsBlanks;
    }

    /// Reads a table.
    ///
    /// @param skipsBlanks whether blanks after a separator are passed over
    /// @throws Frame.Unreadable if it is none
    public static Frame read(String text, char separator, boolean skipsBlanks) {
        return new Delimited(text, separator, skipsBlanks).frame();
    }

    private Frame frame() {
        List<List<String>> lines = lines();
        if (lines.isEmpty()) {
            throw new Frame.Unreadable("there is nothing to read");
        }
        List<String> names = names(lines.getFirst());
        List<List<String>> data = lines.subList(1, lines.size());
        int width = names.size();
        int expected = Math.max(width, data.isEmpty() ? width : data.getFirst().size());
        for (List<String> line : data) {
            if (line.size() > expected) {
                throw new Frame.Unreadable("expected " + expected + " fields, saw " + line.size());
            }
        }
        int labels = expected - width;
        List<List<Cell>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int place = i + labels;
            columns.add(Inference.column(data.stream()
                    .map(line -> place < line.size() ? line.get(place) : "")
                    .toList()));
        }
        return new Frame(names, columns, data.size());
    }

    private static List<String> names(List<String> header) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).isEmpty() ? "Unnamed: " + i : header.get(i);
            int before = seen.merge(name, 1, Integer::sum) - 1;
            names.add(before == 0 ? name : name + "." + before);
        }
        return names;
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        while (at < text.length()) {
            int begun = at;
            List<String> fields = line();
            if (!isBlank(begun, fields)) {
                lines.add(fields);
            }
        }
        return lines;
    }

    private boolean isBlank(int begun, List<String> fields) {
        String line = text.substring(begun, at);
        return fields.size() == 1
                && line.codePoints().allMatch(c -> (c == ' ' || c == '\t' || c == '\n') && c != separator);
    }

    private List<String> line() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            if (text.charAt(at++) == '\n') {
                return fields;
            }
            if (at >= text.length()) {
                fields.add("");
                return fields;
            }
        }
    }

    private String field() {
        while (skipsBlanks && at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        StringBuilder field = new StringBuilder();
        if (at < text.length() && text.charAt(at) == '"') {
            quoted(field);
        }
        while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
            field.append(text.charAt(at++));
        }
        return field.toString();
    }

    private void quoted(StringBuilder field) {
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new Frame.Unreadable("a quote is not closed");
            }
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return;
            }
        }
    }
}
