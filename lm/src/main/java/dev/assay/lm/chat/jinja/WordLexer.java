package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the tokens inside one tag.
final class WordLexer {
    private static final Pattern FLOAT =
            Pattern.compile("(?:\\d+_)*+\\d+(?:(?:\\.(?:\\d+_)*+\\d+)?[eE][+-]?(?:\\d+_)*+\\d+|\\.(?:\\d+_)*+\\d+)");
    private static final Pattern INTEGER = Pattern.compile("0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\\d[\\d_]*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");
    private static final List<String> OPERATORS = List.of(
            "**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",");

    private final String source;
    private int end;
    private int depth;

    WordLexer(String source, int from) {
        this.source = source;
        this.end = from;
    }

    /// How many brackets are open.
    int depth() {
        return depth;
    }

    /// One past the last token.
    int end() {
        return end;
    }

    Token next(int at, int line) {
        char first = source.charAt(at);
        if (first == '\'' || first == '"') {
            return string(at, line);
        }
        for (Kind kind : List.of(Kind.FLOAT, Kind.INTEGER, Kind.NAME)) {
            Matcher matcher = pattern(kind).matcher(source).region(at, source.length());
            if (matcher.lookingAt()) {
                end = matcher.end();
                return new Token(kind, matcher.group(), line);
            }
        }
        return operator(at, line);
    }

    private static Pattern pattern(Kind kind) {
        return kind == Kind.FLOAT ? FLOAT : kind == Kind.INTEGER ? INTEGER : NAME;
    }

    private Token operator(int at, int line) {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                end = at + operator.length();
                depth += "([{".contains(operator) ? 1 : ")]}".contains(operator) ? -1 : 0;
                if (depth < 0) {
                    throw new JinjaException(JinjaException.Kind.SYNTAX, "a \"" + operator + "\" closes nothing", line);
                }
                return new Token(Kind.OPERATOR, operator, line);
            }
        }
        throw new JinjaException(JinjaException.Kind.SYNTAX, "\"" + source.charAt(at) + "\" means nothing here", line);
    }

    private Token string(int at, int line) {
        char quote = source.charAt(at);
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (i < source.length() && source.charAt(i) != quote) {
            i = source.charAt(i) == '\\' ? escape(i + 1, text, line) : plain(i, text);
        }
        if (i >= source.length()) {
            throw new JinjaException(JinjaException.Kind.SYNTAX, "a string has no end", line);
        }
        end = i + 1;
        return new Token(Kind.STRING, text.toString(), line);
    }

    private int plain(int i, StringBuilder text) {
        text.append(source.charAt(i));
        return i + 1;
    }

    /// Python's escapes; unknown ones keep their backslash.
    private int escape(int i, StringBuilder text, int line) {
        if (i >= source.length()) {
            return i;
        }
        char c = source.charAt(i);
        int simple = "\\'\"abfnrtv".indexOf(c);
        if (simple >= 0) {
            text.append("\\'\"\u0007\b\f\n\r\t\u000B".charAt(simple));
            return i + 1;
        }
        return switch (c) {
            case '\n' -> i + 1;
            case 'x' -> code(i + 1, 2, text, line);
            case 'u' -> code(i + 1, 4, text, line);
            case 'U' -> code(i + 1, 8, text, line);
            default -> c >= '0' && c <= '7' ? octal(i, text) : plain(i, text.append('\\'));
        };
    }

    private int code(int from, int digits, StringBuilder text, int line) {
        try {
            text.appendCodePoint(Integer.parseInt(source, from, from + digits, 16));
            return from + digits;
        } catch (IllegalArgumentException | IndexOutOfBoundsException fault) {
            throw new JinjaException(JinjaException.Kind.SYNTAX, "an escape needs " + digits + " digits", line);
        }
    }

    private int octal(int from, StringBuilder text) {
        int i = from;
        int point = 0;
        while (i < source.length() && i < from + 3 && source.charAt(i) >= '0' && source.charAt(i) <= '7') {
            point = point * 8 + source.charAt(i++) - '0';
        }
        text.appendCodePoint(point);
        return i;
    }
}
