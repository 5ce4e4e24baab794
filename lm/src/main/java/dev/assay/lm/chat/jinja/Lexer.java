package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a template into tokens and does its white space control.
///
/// `-` inside a tag strips all white space on that side. Without it, one line feed after a block or comment tag
/// goes (`trim_blocks`), and so do spaces before one that stands first in its line (`lstrip_blocks`); `+` keeps
/// them. One line feed at the end of the template is dropped.
final class Lexer {
    private static final Pattern RAW = Pattern.compile("\\s*raw\\s*(?:-%}\\s*|%})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_RAW =
            Pattern.compile("\\{%(-|\\+|)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean lineStarts = true;
    private int line = 1;
    private int counted;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        return new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source).run();
    }

    private List<Token> run() {
        for (int tag = nextTag(); tag >= 0; tag = nextTag()) {
            char kind = source.charAt(tag + 1);
            String data = source.substring(at, tag);
            at = tag + 2;
            char sign = sign();
            add(Kind.DATA, controlled(data, sign, kind == '{'));
            switch (kind) {
                case '#' -> comment();
                case '%' -> block();
                default -> variable();
            }
        }
        add(Kind.DATA, source.substring(at));
        at = source.length();
        tokens.add(new Token(Kind.END, "the end of the template", line()));
        return tokens;
    }

    private int nextTag() {
        for (int brace = source.indexOf('{', at); brace >= 0; brace = source.indexOf('{', brace + 1)) {
            if (brace + 1 < source.length() && "{%#".indexOf(source.charAt(brace + 1)) >= 0) {
                return brace;
            }
        }
        return -1;
    }

    private char sign() {
        boolean signed = at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+');
        return signed ? source.charAt(at++) : ' ';
    }

    /// The text before a tag.
    private String controlled(String data, char sign, boolean variable) {
        if (sign == '-') {
            return Texts.stripEnd(data);
        }
        int lastLine = data.lastIndexOf('\n') + 1;
        boolean strips = sign != '+' && !variable && (lastLine > 0 || lineStarts);
        return strips && Texts.isBlank(data.substring(lastLine)) ? data.substring(0, lastLine) : data;
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw syntax("a comment has no end");
        }
        char before = end > at ? source.charAt(end - 1) : ' ';
        at = end + 2;
        afterTag(before);
    }

    /// White space after a block or comment tag.
    private void afterTag(char sign) {
        int from = at;
        if (sign == '-') {
            skipSpace();
        } else if (sign != '+' && at < source.length() && source.charAt(at) == '\n') {
            at++;
        }
        lineStarts = at > from && source.charAt(at - 1) == '\n';
    }

    private void skipSpace() {
        while (at < source.length() && Texts.isSpace(source.charAt(at))) {
            at++;
        }
    }

    private void block() {
        Matcher raw = RAW.matcher(source).region(at, source.length());
        if (raw.lookingAt()) {
            at = raw.end();
            raw();
            return;
        }
        add(Kind.BLOCK_BEGIN, "{%");
        char sign = inside("%}", true);
        add(Kind.BLOCK_END, "%}");
        afterTag(sign);
    }

    private void raw() {
        Matcher end = END_RAW.matcher(source);
        if (!end.find(at)) {
            throw syntax("{% raw %} has no end");
        }
        String sign = end.group(1);
        lineStarts = false;
        add(Kind.DATA, controlled(source.substring(at, end.start()), sign.isEmpty() ? ' ' : sign.charAt(0), false));
        at = end.end();
        lineStarts = source.charAt(at - 1) == '\n';
    }

    private void variable() {
        add(Kind.VARIABLE_BEGIN, "{{");
        char sign = inside("}}", false);
        add(Kind.VARIABLE_END, "}}");
        int from = at;
        if (sign == '-') {
            skipSpace();
        }
        lineStarts = at > from && source.charAt(at - 1) == '\n';
    }

    /// The tokens up to the end of a tag; an end inside brackets is none.
    ///
    /// @return the sign before the end
    private char inside(String end, boolean plus) {
        var words = new WordLexer(source, at);
        while (true) {
            skipSpace();
            if (at >= source.length()) {
                throw syntax("a tag has no end: " + end + " is missing");
            }
            if (words.depth() == 0) {
                char sign = source.charAt(at);
                if (source.startsWith(end, at)) {
                    at += 2;
                    return ' ';
                }
                if ((sign == '-' || (plus && sign == '+')) && source.startsWith(end, at + 1)) {
                    at += 3;
                    return sign;
                }
            }
            Token token = words.next(at, line());
            tokens.add(token);
            at = words.end();
        }
    }

    private void add(Kind kind, String text) {
        if (kind != Kind.DATA || !text.isEmpty()) {
            tokens.add(new Token(kind, text, line()));
        }
    }

    private int line() {
        for (; counted < Math.min(at, source.length()); counted++) {
            if (source.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    private JinjaException syntax(String message) {
        return new JinjaException(JinjaException.Kind.SYNTAX, message, line());
    }
}
