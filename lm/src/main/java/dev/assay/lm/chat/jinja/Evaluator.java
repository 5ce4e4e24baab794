package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Evaluates expressions.
final class Evaluator {
    private final Budget budget;
    private final Filters filters;

    Evaluator(Budget budget) {
        this.budget = budget;
        this.filters = new Filters(budget);
    }

    Value value(Expression expression, Scope scope) {
        budget.step();
        return switch (expression) {
            case Expression.Literal(Value value) -> value;
            case Expression.Name(String name) ->
                scope.get(name).orElseGet(() -> new Value.Undefined("\"" + name + "\""));
            case Expression.Items(List<Expression> items, boolean tuple) ->
                new Value.Sequence(values(items, scope), tuple);
            case Expression.Dictionary(List<Expression.Entry> entries) -> dictionary(entries, scope);
            case Expression.Signed(Expression operand, boolean negative) ->
                Operators.signed(value(operand, scope), negative);
            case Expression.Not(Expression operand) ->
                Value.of(!value(operand, scope).isTrue());
            case Expression.And(Expression left, Expression right) -> {
                Value first = value(left, scope);
                yield first.isTrue() ? value(right, scope) : first;
            }
            case Expression.Or(Expression left, Expression right) -> {
                Value first = value(left, scope);
                yield first.isTrue() ? first : value(right, scope);
            }
            case Expression.Binary binary ->
                placed(
                        binary.line(),
                        () -> Operators.binary(
                                binary.operator(), value(binary.left(), scope), value(binary.right(), scope), budget));
            case Expression.Joined(List<Expression> parts) -> joined(parts, scope);
            case Expression.Comparison comparison -> placed(comparison.line(), () -> compared(comparison, scope));
            case Expression.Conditional(Expression test, Expression then, Optional<Expression> otherwise) ->
                value(test, scope).isTrue()
                        ? value(then, scope)
                        : otherwise
                                .map(other -> value(other, scope))
                                .orElseGet(() -> new Value.Undefined("an \"if\" without \"else\""));
            case Expression.Attribute(Expression target, String name, int line) ->
                placed(line, () -> Iteration.attribute(value(target, scope), name, budget));
            case Expression.Item(Expression target, Expression index, int line) ->
                placed(line, () -> item(value(target, scope), value(index, scope)));
            case Expression.Slice slice -> placed(slice.line(), () -> slice(slice, scope));
            case Expression.Call call ->
                placed(call.line(), () -> call(value(call.target(), scope), arguments(call.arguments(), scope)));
            case Expression.Filtered filtered ->
                placed(
                        filtered.line(),
                        () -> filters.apply(
                                filtered.name(),
                                value(filtered.target(), scope),
                                arguments(filtered.arguments(), scope)));
            case Expression.Tested tested ->
                placed(
                        tested.line(),
                        () -> Value.of(Tests.check(
                                tested.name(), value(tested.target(), scope), arguments(tested.arguments(), scope))));
        };
    }

    /// Runs what may fail, and says in which line it failed.
    static <T> T placed(int line, Supplier<T> work) {
        try {
            return work.get();
        } catch (JinjaException fault) {
            throw fault.at(line);
        }
    }

    Value filtered(Statement.FilterStep step, Value value, Scope scope) {
        return filters.apply(step.name(), value, arguments(step.arguments(), scope));
    }

    private List<Value> values(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> values.add(value(expression, scope)));
        return List.copyOf(values);
    }

    private Value dictionary(List<Expression.Entry> entries, Scope scope) {
        Map<Value, Value> values = new LinkedHashMap<>();
        entries.forEach(
                entry -> values.put(Operators.hashable(value(entry.key(), scope)), value(entry.value(), scope)));
        return new Value.Mapping(values);
    }

    private Value joined(List<Expression> parts, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Expression part : parts) {
            text.append(text(value(part, scope)));
            budget.within(text.length());
        }
        return Value.of(text.toString());
    }

    /// The text that is printed for a value.
    String text(Value value) {
        budget.spend(value.weight());
        return PythonText.of(value);
    }

    private Value compared(Expression.Comparison comparison, Scope scope) {
        Value left = value(comparison.first(), scope);
        for (Expression.Step step : comparison.steps()) {
            Value right = value(step.operand(), scope);
            budget.spend(left.weight() + right.weight());
            if (!compared(step.operator(), left, right)) {
                return Value.of(false);
            }
            left = right;
        }
        return Value.of(true);
    }

    private static boolean compared(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> Operators.equal(left, right);
            case "!=" -> !Operators.equal(left, right);
            case "<" -> Operators.compare(left, right) < 0;
            case "<=" -> Operators.compare(left, right) <= 0;
            case ">" -> Operators.compare(left, right) > 0;
            case ">=" -> Operators.compare(left, right) >= 0;
            case "in" -> Operators.contains(right, left);
            case "not in" -> !Operators.contains(right, left);
            default -> throw new IllegalStateException(operator);
        };
    }

    /// `target[index]`: items first, then attributes.
    private Value item(Value target, Value index) {
        budget.spend(index.weight());
        Value found = Iteration.item(target, index);
        boolean attribute = found instanceof Value.Undefined && index instanceof Value.Text;
        return attribute ? Iteration.attribute(target, PythonText.of(index), budget) : found;
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        return Iteration.slice(
                value(slice.target(), scope),
                slice.from().map(bound -> value(bound, scope)).orElse(Value.none()),
                slice.to().map(bound -> value(bound, scope)).orElse(Value.none()),
                slice.step().map(bound -> value(bound, scope)).orElse(Value.none()),
                budget);
    }

    Value call(Value target, Arguments arguments) {
        budget.enter();
        arguments.positional().forEach(argument -> budget.spend(argument.weight()));
        arguments.named().values().forEach(argument -> budget.spend(argument.weight()));
        try {
            return switch (target) {
                case Value.Callable callable -> callable.function().call(arguments);
                case Value.Loop(LoopState state)
                when state.again().isPresent() -> state.again().get().call(arguments);
                case Value.Undefined(String what) -> throw JinjaException.failed(what + " is undefined");
                default -> throw JinjaException.failed("a value of the type " + target.type() + " cannot be called");
            };
        } finally {
            budget.leave();
        }
    }

    Arguments arguments(CallArguments written, Scope scope) {
        List<Value> positional = new ArrayList<>(values(written.positional(), scope));
        written.list().ifPresent(list -> positional.addAll(Iteration.items(value(list, scope))));
        Map<String, Value> named = new LinkedHashMap<>();
        written.named().forEach(argument -> named.put(argument.name(), value(argument.value(), scope)));
        written.dictionary().ifPresent(dictionary -> {
            if (value(dictionary, scope) instanceof Value.Mapping mapping) {
                mapping.entries().forEach((key, value) -> named.put(PythonText.of(key), value));
            }
        });
        return new Arguments(List.copyOf(positional), named);
    }
}
