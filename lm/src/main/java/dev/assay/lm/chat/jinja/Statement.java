package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Expression.Call;
import dev.assay.lm.chat.jinja.Expression.CallArguments;
import java.util.List;
import java.util.Optional;

/// A statement of a template.
sealed interface Statement {
    /// Text as it stands.
    record Data(String text) implements Statement {}

    /// `{{ expression }}`.
    record Print(Expression expression, int line) implements Statement {}

    record For(
            Target target,
            Expression items,
            Optional<Expression> condition,
            List<Statement> body,
            List<Statement> otherwise,
            boolean recursive,
            int line)
            implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression test, List<Statement> body, int line) {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    /// `{% set name | filters %}body{% endset %}`.
    record AssignBlock(Target target, List<FilterStep> filters, List<Statement> body, int line) implements Statement {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    record Parameter(String name, Optional<Expression> value) {}

    /// `{% call(parameters) macro(arguments) %}body{% endcall %}`.
    record CallBlock(List<Parameter> parameters, Call call, List<Statement> body, int line) implements Statement {}

    record FilterBlock(List<FilterStep> filters, List<Statement> body, int line) implements Statement {}

    record FilterStep(String name, CallArguments arguments) {}

    record With(List<Assign> assigns, List<Statement> body) implements Statement {}

    /// `{% generation %}`: what the assistant says.
    record Generation(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /// What is written to.
    sealed interface Target {
        record Variable(String name) implements Target {}

        /// `namespace.attribute`.
        record Field(String namespace, String attribute) implements Target {}

        record Several(List<Target> targets) implements Target {}
    }
}
