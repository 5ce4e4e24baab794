package dev.assay.livebench.text;

import java.util.Locale;
import java.util.Optional;

/// One string literal of Python.
///
/// @param characters what it stands for
/// @param bytes      whether it is bytes
/// @param end        where the text goes on after it
record PythonString(String characters, boolean bytes, int end) {
    /// The literal that begins at a place, or nothing where none does or it is malformed.
    static Optional<PythonString> read(String text, int start) {
        int quote = start;
        while (quote < text.length() && quote - start < 2 && "rRbBuU".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        String prefix = text.substring(start, quote).toLowerCase(Locale.ROOT);
        boolean known = prefix.matches("|r|b|u|br|rb");
        if (!known || quote == text.length() || "'\"".indexOf(text.charAt(quote)) < 0) {
            return Optional.empty();
        }
        char c = text.charAt(quote);
        String triple = String.valueOf(c).repeat(3);
        String close = text.startsWith(triple, quote) ? triple : String.valueOf(c);
        return body(text, quote + close.length(), close, prefix);
    }

    private static Optional<PythonString> body(String text, int start, String close, String prefix) {
        boolean raw = prefix.contains("r");
        boolean bytes = prefix.contains("b");
        StringBuilder all = new StringBuilder();
        int at = start;
        while (!text.startsWith(close, at)) {
            if (at >= text.length() || (close.length() == 1 && text.charAt(at) == '\n')) {
                return Optional.empty();
            }
            char c = text.charAt(at);
            if (bytes && c > 127) {
                return Optional.empty();
            }
            if (c != '\\') {
                all.append(c);
                at++;
            } else if (at + 1 >= text.length()) {
                return Optional.empty();
            } else if (raw) {
                all.append(c).append(text.charAt(at + 1));
                at += 2;
            } else {
                at = escape(text, at + 1, bytes, all);
                if (at < 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new PythonString(all.toString(), bytes, at + close.length()));
    }

    /// Adds what the escape stands for; the place after it, or -1 for a malformed one.
    private static int escape(String text, int at, boolean bytes, StringBuilder all) {
        char c = text.charAt(at);
        int simple = "\\'\"abfnrtv".indexOf(c);
        if (simple >= 0) {
            all.append("\\'\"\u0007\b\f\n\r\t\u000B".charAt(simple));
            return at + 1;
        }
        if (c == '\n') {
            return at + 1;
        }
        if (c >= '0' && c <= '7') {
            int end = at;
            while (end < text.length() && end - at < 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                end++;
            }
            all.appendCodePoint(Integer.parseInt(text.substring(at, end), 8));
            return end;
        }
        if (c == 'x') {
            return hexadecimal(text, at + 1, 2, all);
        }
        if (!bytes && (c == 'u' || c == 'U')) {
            return hexadecimal(text, at + 1, c == 'u' ? 4 : 8, all);
        }
        if (!bytes && c == 'N') {
            return named(text, at + 1, all);
        }
        all.append('\\').append(c);
        return at + 1;
    }

    private static int hexadecimal(String text, int at, int digits, StringBuilder all) {
        if (at + digits > text.length() || !text.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
            return -1;
        }
        long code = Long.parseLong(text.substring(at, at + digits), 16);
        if (code > Character.MAX_CODE_POINT) {
            return -1;
        }
        all.appendCodePoint((int) code);
        return at + digits;
    }

    private static int named(String text, int at, StringBuilder all) {
        int close = text.indexOf('}', at);
        if (at >= text.length() || text.charAt(at) != '{' || close < 0) {
            return -1;
        }
        try {
            all.appendCodePoint(Character.codePointOf(text.substring(at + 1, close)));
            return close + 1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
