package dev.assay.lm.chat.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Macros and the bodies of `{% call %}`.
final class Macros {
    private final Interpreter interpreter;
    private final Evaluator evaluator;
    private final Budget budget;

    Macros(Interpreter interpreter, Evaluator evaluator, Budget budget) {
        this.interpreter = interpreter;
        this.evaluator = evaluator;
        this.budget = budget;
    }

    /// A macro that sees the scope it was defined in.
    Value of(String name, List<Statement.Parameter> parameters, List<Statement> body, Scope scope) {
        return new Value.Callable(name, arguments -> {
            Scope inner = scope.inner();
            bind(parameters, arguments, inner);
            return Value.of(budget.text(interpreter.captured(body, inner)));
        });
    }

    private void bind(List<Statement.Parameter> parameters, Arguments arguments, Scope inner) {
        Map<String, Value> unused = new LinkedHashMap<>(arguments.named());
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            unused.remove(parameter.name());
            Value value = arguments
                    .find(i, parameter.name())
                    .or(() -> parameter.value().map(otherwise -> evaluator.value(otherwise, inner)))
                    .orElseGet(() -> new Value.Undefined("the parameter \"" + parameter.name() + "\""));
            inner.set(parameter.name(), value);
        }
        List<Value> positional = arguments.positional();
        int used = Math.min(parameters.size(), positional.size());
        inner.set("varargs", Value.list(positional.subList(used, positional.size())));
        Value caller = unused.remove("caller");
        inner.set("caller", caller == null ? new Value.Undefined("\"caller\"") : caller);
        Map<Value, Value> rest = new LinkedHashMap<>();
        unused.forEach((key, value) -> rest.put(Value.of(key), value));
        inner.set("kwargs", new Value.Mapping(rest));
    }

    /// `{% call %}`: the body becomes the macro's `caller`.
    Value called(Statement.CallBlock call, Scope scope) {
        Arguments arguments = evaluator.arguments(call.call().arguments(), scope);
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        named.put("caller", of("caller", call.parameters(), call.body(), scope));
        Value target = evaluator.value(call.call().target(), scope);
        return evaluator.call(target, new Arguments(arguments.positional(), named));
    }
}
