package dev.assay.lm.chat.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of a call, by place and by name.
record Arguments(List<Value> positional, Map<String, Value> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(Value... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    Optional<Value> find(int place, String name) {
        if (place < positional.size()) {
            return Optional.of(positional.get(place));
        }
        return Optional.ofNullable(named.get(name));
    }

    Value get(int place, String name, Value otherwise) {
        return find(place, name).orElse(otherwise);
    }

    Value need(int place, String name) {
        return find(place, name).orElseThrow(() -> JinjaException.failed("the argument \"" + name + "\" is missing"));
    }

    String text(int place, String name) {
        return text(need(place, name), name);
    }

    String text(int place, String name, String otherwise) {
        return text(get(place, name, Value.of(otherwise)), name);
    }

    long whole(int place, String name, long otherwise) {
        return whole(get(place, name, Value.of(otherwise)), name);
    }

    boolean truth(int place, String name, boolean otherwise) {
        return get(place, name, Value.of(otherwise)).isTrue();
    }

    /// All but the first positional arguments.
    Arguments withoutFirst() {
        List<Value> rest = positional.isEmpty() ? positional : positional.subList(1, positional.size());
        return new Arguments(rest, named);
    }

    static String text(Value value, String name) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw JinjaException.failed("\"" + name + "\" must be a str, not " + value.type());
    }

    static long whole(Value value, String name) {
        return switch (value) {
            case Value.Whole(long number) -> number;
            case Value.Truth(boolean truth) -> truth ? 1 : 0;
            default -> throw JinjaException.failed("\"" + name + "\" must be an int, not " + value.type());
        };
    }
}
