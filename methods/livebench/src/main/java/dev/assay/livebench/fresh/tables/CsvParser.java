package dev.assay.livebench.fresh.tables;

import java.util.ArrayList;
import java.util.List;

/// Reads RFC 4180: values between commas, rows between line ends (`\n` or `\r\n`), and a value in
/// double quotes where it holds one of them or a double quote, which then stands twice.
final class CsvParser {
    private static final char QUOTE = '"';

    private final String text;
    private int at;
    private int line = 1;

    CsvParser(String text) {
        this.text = text;
    }

    /// What is wrong with a text, and in which line.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        Malformed(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /// A row.
    ///
    /// @param line   in which it begins, from 1
    /// @param values at least one, which is empty where the line is
    record Row(int line, List<String> values) {}

    boolean hasMore() {
        return at < text.length();
    }

    /// The next row.
    ///
    /// @param most how many values it may have
    Row next(int most) throws Malformed {
        int begun = line;
        List<String> values = new ArrayList<>();
        boolean more = true;
        while (more) {
            if (values.size() == most) {
                throw new Malformed(begun, "the row has more than " + most + " values");
            }
            values.add(value());
            more = at < text.length() && text.charAt(at) == ',';
            at += more ? 1 : 0;
        }
        endOfLine();
        return new Row(begun, values);
    }

    private String value() throws Malformed {
        if (at < text.length() && text.charAt(at) == QUOTE) {
            return quoted();
        }
        int begun = at;
        while (at < text.length() && text.charAt(at) != ',' && !isEndOfLine()) {
            if (text.charAt(at) == QUOTE) {
                throw new Malformed(line, "a double quote stands within a value that is not quoted");
            }
            at++;
        }
        return text.substring(begun, at);
    }

    private String quoted() throws Malformed {
        int begun = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != QUOTE) {
                line += c == '\n' ? 1 : 0;
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == QUOTE) {
                value.append(QUOTE);
                at++;
            } else if (at == text.length() || text.charAt(at) == ',' || isEndOfLine()) {
                return value.toString();
            } else {
                throw new Malformed(line, "something stands behind a closing quote");
            }
        }
        throw new Malformed(begun, "a double quote is not closed");
    }

    private boolean isEndOfLine() {
        return text.charAt(at) == '\n' || text.startsWith("\r\n", at);
    }

    private void endOfLine() {
        if (at < text.length()) {
            at += text.charAt(at) == '\r' ? 2 : 1;
            line++;
        }
    }
}
