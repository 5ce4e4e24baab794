package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.List;

/// The parsers' common place in the tokens.
final class TokenStream {
    private static final int DEEPEST = 150;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    Token take() {
        Token token = current();
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    Token take(Kind kind, String what) {
        if (current().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    boolean skipOperator(String operator) {
        boolean found = current().isOperator(operator);
        if (found) {
            at++;
        }
        return found;
    }

    boolean skipName(String name) {
        boolean found = current().isName(name);
        if (found) {
            at++;
        }
        return found;
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("\"" + operator + "\"");
        }
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new JinjaException(JinjaException.Kind.SYNTAX, "nested deeper than " + DEEPEST, line());
        }
    }

    void leave() {
        depth--;
    }

    JinjaException unexpected(String wanted) {
        return new JinjaException(
                JinjaException.Kind.SYNTAX,
                "found \"" + current().text() + "\" where " + wanted + " must stand",
                line());
    }
}
