package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Statement.Target;
import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses a template into statements.
final class StatementParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    private StatementParser(List<Token> tokens) {
        this.tokens = new TokenStream(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    static List<Statement> parse(List<Token> tokens) {
        return new StatementParser(tokens).body(Set.of());
    }

    /// Statements up to a tag with one of these names, which is left for the caller.
    private List<Statement> body(Set<String> ends) {
        List<Statement> statements = new ArrayList<>();
        tokens.enter();
        while (true) {
            Token token = tokens.current();
            if (token.kind() == Kind.BLOCK_BEGIN
                    && ends.contains(tokens.following().text())) {
                tokens.take();
                tokens.leave();
                return List.copyOf(statements);
            }
            if (token.kind() == Kind.END) {
                if (!ends.isEmpty()) {
                    throw tokens.unexpected("one of the tags " + ends);
                }
                return List.copyOf(statements);
            }
            statements.add(statement());
        }
    }

    private Statement statement() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case DATA -> new Statement.Data(token.text());
            case VARIABLE_BEGIN -> {
                Statement print = new Statement.Print(expressions.tuple(true), token.line());
                tokens.take(Kind.VARIABLE_END, "}}");
                yield print;
            }
            case BLOCK_BEGIN -> tag();
            case BLOCK_END, VARIABLE_END, NAME, STRING, INTEGER, FLOAT, OPERATOR, END ->
                throw tokens.unexpected("a tag");
        };
    }

    private Statement tag() {
        Token name = tokens.take(Kind.NAME, "the name of a tag");
        return switch (name.text()) {
            case "for" -> loop(name.line());
            case "if" -> condition();
            case "set" -> assignment(name.line());
            case "macro" -> macro();
            case "call" -> callBlock(name.line());
            case "filter" -> filterBlock(name.line());
            case "with" -> with(name.line());
            case "generation" -> {
                endTag();
                yield new Statement.Generation(closed("endgeneration"));
            }
            case "break" -> ended(new Statement.Break());
            case "continue" -> ended(new Statement.Continue());
            default ->
                throw new JinjaException(
                        JinjaException.Kind.SYNTAX,
                        "the tag {% " + name.text() + " %} is unknown or stands in the wrong place",
                        name.line());
        };
    }

    private Statement ended(Statement statement) {
        endTag();
        return statement;
    }

    private void endTag() {
        tokens.take(Kind.BLOCK_END, "%}");
    }

    /// The body up to its end tag, which is consumed.
    private List<Statement> closed(String end) {
        List<Statement> body = body(Set.of(end));
        tokens.take();
        if (end.equals("endmacro") || end.equals("endset")) {
            tokens.skipName(tokens.current().text());
        }
        endTag();
        return body;
    }

    private Statement loop(int line) {
        Target target = target("in");
        if (!tokens.skipName("in")) {
            throw tokens.unexpected("\"in\"");
        }
        Expression items = expressions.tuple(false);
        Optional<Expression> condition =
                tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        endTag();
        List<Statement> body = body(Set.of("endfor", "else"));
        List<Statement> otherwise = List.of();
        if (tokens.take().isName("else")) {
            endTag();
            otherwise = closed("endfor");
        } else {
            endTag();
        }
        return new Statement.For(target, items, condition, body, otherwise, recursive, line);
    }

    private Statement condition() {
        List<Statement.Branch> branches = new ArrayList<>();
        while (true) {
            int line = tokens.line();
            Expression test = expressions.tuple(false);
            endTag();
            branches.add(new Statement.Branch(test, body(Set.of("elif", "else", "endif")), line));
            String end = tokens.take().text();
            if (end.equals("elif")) {
                continue;
            }
            endTag();
            List<Statement> otherwise = end.equals("else") ? closed("endif") : List.of();
            return new Statement.If(List.copyOf(branches), otherwise);
        }
    }

    private Statement assignment(int line) {
        Target target = target("=");
        if (tokens.skipOperator("=")) {
            Expression value = expressions.tuple(true);
            endTag();
            return new Statement.Assign(target, value, line);
        }
        List<Statement.FilterStep> filters = new ArrayList<>();
        while (tokens.skipOperator("|")) {
            filters.add(expressions.filterStep());
        }
        endTag();
        return new Statement.AssignBlock(target, List.copyOf(filters), closed("endset"), line);
    }

    /// One name, `namespace.attribute`, or several with commas, with or without parentheses.
    private Target target(String end) {
        List<Target> targets = new ArrayList<>();
        boolean comma = false;
        while (!tokens.current().isName(end) && !tokens.current().isOperator(end)) {
            targets.add(tokens.skipOperator("(") ? parenthesized() : oneTarget());
            if (!tokens.skipOperator(",")) {
                break;
            }
            comma = true;
        }
        if (targets.isEmpty()) {
            throw tokens.unexpected("a name");
        }
        return comma ? new Target.Several(List.copyOf(targets)) : targets.getFirst();
    }

    private Target parenthesized() {
        Target inner = target(")");
        tokens.expectOperator(")");
        return inner;
    }

    private Target oneTarget() {
        Token name = tokens.take(Kind.NAME, "a name");
        if (Set.of("true", "false", "none", "True", "False", "None").contains(name.text())) {
            throw new JinjaException(
                    JinjaException.Kind.SYNTAX, "\"" + name.text() + "\" cannot be written to", name.line());
        }
        return tokens.skipOperator(".")
                ? new Target.Field(
                        name.text(), tokens.take(Kind.NAME, "an attribute").text())
                : new Target.Variable(name.text());
    }

    private Statement macro() {
        String name = tokens.take(Kind.NAME, "the name of a macro").text();
        List<Statement.Parameter> parameters = parameters();
        endTag();
        return new Statement.Macro(name, parameters, closed("endmacro"));
    }

    private List<Statement.Parameter> parameters() {
        List<Statement.Parameter> parameters = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.take(Kind.NAME, "a parameter").text();
            Optional<Expression> value =
                    tokens.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
            parameters.add(new Statement.Parameter(name, value));
        }
        return List.copyOf(parameters);
    }

    private Statement callBlock(int line) {
        List<Statement.Parameter> parameters = tokens.current().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw tokens.unexpected("a call");
        }
        endTag();
        return new Statement.CallBlock(parameters, call, closed("endcall"), line);
    }

    private Statement filterBlock(int line) {
        List<Statement.FilterStep> filters = new ArrayList<>(List.of(expressions.filterStep()));
        while (tokens.skipOperator("|")) {
            filters.add(expressions.filterStep());
        }
        endTag();
        return new Statement.FilterBlock(List.copyOf(filters), closed("endfilter"), line);
    }

    private Statement with(int line) {
        List<Statement.Assign> assigns = new ArrayList<>();
        while (tokens.current().kind() != Kind.BLOCK_END) {
            if (!assigns.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = oneTarget();
            tokens.expectOperator("=");
            assigns.add(new Statement.Assign(target, expressions.expression(), line));
        }
        endTag();
        return new Statement.With(List.copyOf(assigns), closed("endwith"));
    }
}
