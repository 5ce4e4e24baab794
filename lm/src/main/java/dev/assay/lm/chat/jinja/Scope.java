package dev.assay.lm.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Variables, and the scope outside; writing never reaches outside.
final class Scope {
    private final Optional<Scope> outside;
    private final Map<String, Value> variables = new HashMap<>();

    private Scope(Optional<Scope> outside) {
        this.outside = outside;
    }

    static Scope outermost(Map<String, Value> variables) {
        Scope scope = new Scope(Optional.empty());
        scope.variables.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(Optional.of(this));
    }

    void set(String name, Value value) {
        variables.put(name, value);
    }

    Optional<Value> get(String name) {
        Value value = variables.get(name);
        return value != null ? Optional.of(value) : outside.flatMap(scope -> scope.get(name));
    }
}
