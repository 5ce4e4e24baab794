package dev.assay.lm.chat.jinja;

import java.util.List;
import java.util.Optional;

/// Where a `for` loop stands.
final class LoopState {
    private final List<Value> items;
    private final int depth;
    private final Optional<Value.Function> again;
    private int index;
    private Optional<Value> changed = Optional.empty();

    /// @param again what calling `loop(...)` in a recursive loop does
    LoopState(List<Value> items, int depth, Optional<Value.Function> again) {
        this.items = items;
        this.depth = depth;
        this.again = again;
    }

    void moveTo(int place) {
        index = place;
    }

    int depth() {
        return depth;
    }

    Optional<Value.Function> again() {
        return again;
    }

    Optional<Value> attribute(String name) {
        int length = items.size();
        return switch (name) {
            case "index" -> Optional.of(Value.of(index + 1L));
            case "index0" -> Optional.of(Value.of(index));
            case "revindex" -> Optional.of(Value.of(length - index));
            case "revindex0" -> Optional.of(Value.of(length - index - 1L));
            case "first" -> Optional.of(Value.of(index == 0));
            case "last" -> Optional.of(Value.of(index == length - 1));
            case "length" -> Optional.of(Value.of(length));
            case "depth" -> Optional.of(Value.of(depth));
            case "depth0" -> Optional.of(Value.of(depth - 1L));
            case "previtem" -> Optional.of(neighbour(index - 1));
            case "nextitem" -> Optional.of(neighbour(index + 1));
            case "cycle" -> Optional.of(new Value.Callable(name, this::cycle));
            case "changed" -> Optional.of(new Value.Callable(name, this::changed));
            default -> Optional.empty();
        };
    }

    private Value neighbour(int place) {
        return place >= 0 && place < items.size()
                ? items.get(place)
                : new Value.Undefined("there is no such item and it");
    }

    private Value cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw JinjaException.failed("cycle needs something to cycle through");
        }
        return arguments.positional().get(index % arguments.positional().size());
    }

    private Value changed(Arguments arguments) {
        Value now = Value.list(arguments.positional());
        boolean differs = changed.isEmpty() || !Operators.equal(changed.get(), now);
        changed = Optional.of(now);
        return Value.of(differs);
    }
}
