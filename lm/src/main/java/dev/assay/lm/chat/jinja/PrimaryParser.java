package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Expression.CallArguments;
import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Parses literals, names, brackets, and what follows a value: attributes, items, slices, calls.
final class PrimaryParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME -> name(tokens.take());
            case STRING -> string();
            case INTEGER -> new Expression.Literal(integer(tokens.take()));
            case FLOAT ->
                new Expression.Literal(
                        new Value.Real(Double.parseDouble(tokens.take().text().replace("_", ""))));
            case OPERATOR -> bracket();
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> throw tokens.unexpected("a value");
        };
    }

    private static Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Literal(Value.of(true));
            case "false", "False" -> new Expression.Literal(Value.of(false));
            case "none", "None" -> new Expression.Literal(Value.none());
            default -> new Expression.Name(token.text());
        };
    }

    private Expression string() {
        StringBuilder text = new StringBuilder();
        while (tokens.current().kind() == Kind.STRING) {
            text.append(tokens.take().text());
        }
        return new Expression.Literal(Value.of(text.toString()));
    }

    private static Value integer(Token token) {
        String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.length() > 1 && digits.charAt(0) == '0' && !Character.isDigit(digits.charAt(1))) {
                int radix = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
                return Value.of(Long.parseLong(digits.substring(2), radix));
            }
            return Value.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            throw new JinjaException(
                    JinjaException.Kind.SYNTAX, "the number " + digits + " is too large", token.line());
        }
    }

    private Expression bracket() {
        if (tokens.skipOperator("(")) {
            return parentheses();
        }
        if (tokens.skipOperator("[")) {
            return new Expression.Items(items("]"), false);
        }
        if (tokens.skipOperator("{")) {
            return dictionary();
        }
        throw tokens.unexpected("a value");
    }

    private Expression parentheses() {
        if (tokens.skipOperator(")")) {
            return new Expression.Items(List.of(), true);
        }
        Expression inner = expressions.tuple(true);
        tokens.expectOperator(")");
        return inner;
    }

    private List<Expression> items(String end) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(end)) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(end)) {
                    break;
                }
            }
            items.add(expressions.expression());
        }
        return List.copyOf(items);
    }

    private Expression dictionary() {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            if (!entries.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator("}")) {
                    break;
                }
            }
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(new Expression.Entry(key, expressions.expression()));
        }
        return new Expression.Dictionary(List.copyOf(entries));
    }

    Expression postfix(Expression target) {
        Expression value = target;
        while (true) {
            Token token = tokens.current();
            if (token.isOperator(".")) {
                value = attribute(value);
            } else if (token.isOperator("[")) {
                value = subscript(value);
            } else if (token.isOperator("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression target) {
        int line = tokens.take().line();
        if (tokens.current().kind() == Kind.INTEGER) {
            return new Expression.Item(target, new Expression.Literal(integer(tokens.take())), line);
        }
        return new Expression.Attribute(
                target, tokens.take(Kind.NAME, "the name of an attribute").text(), line);
    }

    private Expression subscript(Expression target) {
        int line = tokens.take().line();
        Optional<Expression> from = part();
        if (!tokens.skipOperator(":")) {
            Expression index = from.orElseThrow(() -> tokens.unexpected("an index"));
            tokens.expectOperator("]");
            return new Expression.Item(target, index, line);
        }
        Optional<Expression> to = part();
        Optional<Expression> step = tokens.skipOperator(":") ? part() : Optional.empty();
        tokens.expectOperator("]");
        return new Expression.Slice(target, from, to, step, line);
    }

    private Optional<Expression> part() {
        boolean absent = tokens.current().isOperator(":") || tokens.current().isOperator("]");
        return absent ? Optional.empty() : Optional.of(expressions.expression());
    }

    Expression.Call call(Expression target) {
        int line = tokens.line();
        return new Expression.Call(target, arguments(), line);
    }

    CallArguments arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        List<Expression.Named> named = new ArrayList<>();
        Optional<Expression> list = Optional.empty();
        Optional<Expression> dictionary = Optional.empty();
        boolean first = true;
        while (!tokens.skipOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(")")) {
                    break;
                }
            }
            first = false;
            if (tokens.skipOperator("*")) {
                list = Optional.of(expressions.expression());
            } else if (tokens.skipOperator("**")) {
                dictionary = Optional.of(expressions.expression());
            } else if (tokens.current().kind() == Kind.NAME
                    && tokens.following().isOperator("=")) {
                String name = tokens.take().text();
                tokens.take();
                named.add(new Expression.Named(name, expressions.expression()));
            } else {
                positional.add(expressions.expression());
            }
        }
        return new CallArguments(List.copyOf(positional), List.copyOf(named), list, dictionary);
    }
}
