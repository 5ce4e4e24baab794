package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The methods of Python's `dict`, `list` and `tuple`; those that change them are refused.
final class CollectionMethods {
    private static final Set<String> CHANGES = Set.of(
            "append",
            "extend",
            "insert",
            "remove",
            "pop",
            "popitem",
            "clear",
            "sort",
            "reverse",
            "update",
            "setdefault");

    private CollectionMethods() {}

    static Optional<Value> find(Value.Mapping mapping, String name) {
        Map<Value, Value> entries = mapping.entries();
        return switch (name) {
            case "get" ->
                method(
                        name,
                        a -> Optional.ofNullable(entries.get(a.need(0, "key")))
                                .orElseGet(() -> a.get(1, "default", Value.none())));
            case "items" -> method(name, a -> pairs(mapping));
            case "keys" -> method(name, a -> Value.list(new ArrayList<>(entries.keySet())));
            case "values" -> method(name, a -> Value.list(new ArrayList<>(entries.values())));
            case "copy" -> method(name, a -> mapping);
            default ->
                CHANGES.contains(name) && !entries.containsKey(Value.of(name)) ? refused(name) : Optional.empty();
        };
    }

    static Value pairs(Value.Mapping mapping) {
        return Value.list(mapping.entries().entrySet().stream()
                .map(entry -> Value.tuple(entry.getKey(), entry.getValue()))
                .toList());
    }

    static Optional<Value> find(Value.Sequence sequence, String name) {
        List<Value> items = sequence.items();
        return switch (name) {
            case "count" ->
                method(
                        name,
                        a -> Value.of(items.stream()
                                .filter(item -> Operators.equal(item, a.need(0, "value")))
                                .count()));
            case "index" -> method(name, a -> index(items, a.need(0, "value")));
            case "copy" -> method(name, a -> sequence);
            default -> CHANGES.contains(name) ? refused(name) : Optional.empty();
        };
    }

    private static Value index(List<Value> items, Value wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (Operators.equal(items.get(i), wanted)) {
                return Value.of(i);
            }
        }
        throw JinjaException.failed(PythonText.quoted(wanted) + " is not in the list");
    }

    private static Optional<Value> method(String name, Value.Function function) {
        return Optional.of(new Value.Callable(name, function));
    }

    private static Optional<Value> refused(String name) {
        return method(name, a -> {
            throw JinjaException.failed("\"" + name + "\" would change a value, which templates may not do");
        });
    }
}
