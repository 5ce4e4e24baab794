package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Expression.CallArguments;
import dev.assay.lm.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Parses expressions with Jinja's precedence, which is not Python's: `~` binds closer than `+`, `-x ** 2` is
/// `(-x)²`, and filters bind closest of all.
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final TokenStream tokens;
    private final PrimaryParser primaries;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
    }

    /// An expression, or a tuple without parentheses.
    Expression tuple(boolean conditional) {
        Expression first = expression(conditional);
        if (!tokens.current().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            if (endsTuple()) {
                break;
            }
            items.add(expression(conditional));
        }
        return new Expression.Items(List.copyOf(items), true);
    }

    private boolean endsTuple() {
        Token token = tokens.current();
        return token.kind() == Kind.BLOCK_END
                || token.kind() == Kind.VARIABLE_END
                || token.isOperator(")")
                || token.isOperator("]")
                || token.isName("recursive");
    }

    Expression expression() {
        return expression(true);
    }

    /// @param conditional whether `a if b else c` may stand here
    Expression expression(boolean conditional) {
        tokens.enter();
        try {
            return conditional ? conditional() : or();
        } finally {
            tokens.leave();
        }
    }

    private Expression conditional() {
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression test = or();
            Optional<Expression> otherwise = tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Expression.Conditional(test, value, otherwise);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        int negations = 0;
        while (tokens.skipName("not")) {
            negations++;
        }
        Expression operand = comparison();
        for (int i = 0; i < Math.min(negations, 2 - negations % 2); i++) {
            operand = new Expression.Not(operand);
        }
        return operand;
    }

    private Expression comparison() {
        int line = tokens.line();
        Expression first = sum();
        List<Expression.Step> steps = new ArrayList<>();
        while (true) {
            Optional<String> operator = comparisonOperator();
            if (operator.isEmpty()) {
                return steps.isEmpty() ? first : new Expression.Comparison(first, List.copyOf(steps), line);
            }
            steps.add(new Expression.Step(operator.get(), sum()));
        }
    }

    private Optional<String> comparisonOperator() {
        Token token = tokens.current();
        if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return Optional.of(tokens.take().text());
        }
        if (tokens.skipName("in")) {
            return Optional.of("in");
        }
        if (token.isName("not") && tokens.following().isName("in")) {
            tokens.take();
            tokens.take();
            return Optional.of("not in");
        }
        return Optional.empty();
    }

    private Expression sum() {
        return leftToRight(this::joined, Set.of("+", "-"));
    }

    private Expression joined() {
        Expression first = product();
        if (!tokens.current().isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expression.Joined(List.copyOf(parts));
    }

    private Expression product() {
        return leftToRight(() -> leftToRight(() -> signed(true), Set.of("**")), Set.of("*", "/", "//", "%"));
    }

    private Expression leftToRight(Supplier<Expression> operand, Set<String> operators) {
        Expression left = operand.get();
        while (tokens.current().kind() == Kind.OPERATOR
                && operators.contains(tokens.current().text())) {
            Token operator = tokens.take();
            left = new Expression.Binary(operator.text(), left, operand.get(), operator.line());
        }
        return left;
    }

    private Expression signed(boolean filters) {
        Token token = tokens.current();
        Expression value;
        if (token.isOperator("-") || token.isOperator("+")) {
            tokens.take();
            tokens.enter();
            value = new Expression.Signed(signed(false), token.text().equals("-"));
            tokens.leave();
        } else {
            value = primaries.primary();
        }
        value = primaries.postfix(value);
        return filters ? filtered(value) : value;
    }

    private Expression filtered(Expression target) {
        Expression value = target;
        while (true) {
            Token token = tokens.current();
            if (token.isOperator("|")) {
                tokens.take();
                Statement.FilterStep step = filterStep();
                value = new Expression.Filtered(value, step.name(), step.arguments(), token.line());
            } else if (token.isName("is")) {
                tokens.take();
                value = tested(value, token.line());
            } else if (token.isOperator("(")) {
                value = primaries.call(value);
            } else {
                return value;
            }
        }
    }

    /// A filter's name with its arguments.
    Statement.FilterStep filterStep() {
        String name = dotted("the name of a filter");
        CallArguments arguments = tokens.current().isOperator("(") ? primaries.arguments() : CallArguments.NONE;
        return new Statement.FilterStep(name, arguments);
    }

    private String dotted(String what) {
        StringBuilder name = new StringBuilder(tokens.take(Kind.NAME, what).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.take(Kind.NAME, what).text());
        }
        return name.toString();
    }

    private Expression tested(Expression target, int line) {
        boolean negated = tokens.skipName("not");
        String name = dotted("the name of a test");
        CallArguments arguments = CallArguments.NONE;
        if (tokens.current().isOperator("(")) {
            arguments = primaries.arguments();
        } else if (takesOperand()) {
            Expression operand = primaries.postfix(primaries.primary());
            arguments = new CallArguments(List.of(operand), List.of(), Optional.empty(), Optional.empty());
        }
        Expression test = new Expression.Tested(target, name, arguments, line);
        return negated ? new Expression.Not(test) : test;
    }

    /// Whether an operand without parentheses follows (`is divisibleby 3`).
    private boolean takesOperand() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME ->
                !Set.of("else", "or", "and", "is", "if", "recursive", "not", "in")
                        .contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> false;
        };
    }
}
