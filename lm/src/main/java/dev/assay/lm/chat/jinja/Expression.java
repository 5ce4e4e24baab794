package dev.assay.lm.chat.jinja;

import java.util.List;
import java.util.Optional;

/// An expression of a template.
sealed interface Expression {
    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record Items(List<Expression> items, boolean tuple) implements Expression {}

    record Dictionary(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    /// `-x`, `+x`.
    record Signed(Expression operand, boolean negative) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    /// Arithmetic.
    record Binary(String operator, Expression left, Expression right, int line) implements Expression {}

    /// `a ~ b ~ c`.
    record Joined(List<Expression> parts) implements Expression {}

    /// `a < b <= c`.
    record Comparison(Expression first, List<Step> steps, int line) implements Expression {}

    /// @param operator one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`
    record Step(String operator, Expression operand) {}

    /// `then if test else otherwise`.
    record Conditional(Expression test, Expression then, Optional<Expression> otherwise) implements Expression {}

    /// `target.name`.
    record Attribute(Expression target, String name, int line) implements Expression {}

    /// `target[index]`.
    record Item(Expression target, Expression index, int line) implements Expression {}

    /// `target[from:to:step]`.
    record Slice(
            Expression target, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step, int line)
            implements Expression {}

    record Call(Expression target, CallArguments arguments, int line) implements Expression {}

    /// `target | name(arguments)`.
    record Filtered(Expression target, String name, CallArguments arguments, int line) implements Expression {}

    /// `target is name(arguments)`.
    record Tested(Expression target, String name, CallArguments arguments, int line) implements Expression {}

    /// The arguments as they are written.
    record CallArguments(
            List<Expression> positional,
            List<Named> named,
            Optional<Expression> list,
            Optional<Expression> dictionary) {
        static final CallArguments NONE = new CallArguments(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    record Named(String name, Expression value) {}
}
