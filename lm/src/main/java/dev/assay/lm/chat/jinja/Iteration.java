package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Going through values, and looking inside them.
final class Iteration {
    private Iteration() {}

    /// What a `for` loop visits.
    static List<Value> items(Value value) {
        return switch (value) {
            case Value.Sequence sequence -> sequence.items();
            case Value.Mapping mapping -> new ArrayList<>(mapping.entries().keySet());
            case Value.Text(String text) -> Texts.characters(text);
            case Value.Undefined undefined -> List.of();
            default -> throw JinjaException.failed("a value of the type " + value.type() + " has no items");
        };
    }

    static long length(Value value) {
        return switch (value) {
            case Value.Sequence sequence -> sequence.items().size();
            case Value.Mapping mapping -> mapping.entries().size();
            case Value.Text(String text) -> Texts.length(text);
            case Value.Undefined undefined -> 0;
            default -> throw JinjaException.failed("a value of the type " + value.type() + " has no length");
        };
    }

    /// `value[index]`; undefined where there is nothing.
    static Value item(Value value, Value index) {
        return switch (value) {
            case Value.Mapping mapping ->
                Optional.ofNullable(mapping.entries().get(index)).orElseGet(() -> absent("the key", index));
            case Value.Sequence sequence when Operators.isNumber(index) -> at(sequence.items(), index);
            case Value.Text(String text) when Operators.isNumber(index) -> character(text, index);
            case Value.Undefined(String what) -> throw JinjaException.failed(what + " is undefined");
            default -> absent("the item", index);
        };
    }

    private static Value absent(String kind, Value index) {
        return new Value.Undefined(kind + " " + PythonText.quoted(index));
    }

    private static Value at(List<Value> items, Value index) {
        long wanted = Arguments.whole(index, "index");
        long place = wanted < 0 ? wanted + items.size() : wanted;
        return place >= 0 && place < items.size() ? items.get((int) place) : absent("the item", index);
    }

    private static Value character(String text, Value index) {
        long wanted = Arguments.whole(index, "index");
        int length = Texts.length(text);
        long place = wanted < 0 ? wanted + length : wanted;
        return place >= 0 && place < length
                ? Value.of(Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) place))))
                : absent("the item", index);
    }

    /// `value[from:to:step]` with Python's rules for negative and absent bounds.
    static Value slice(Value value, Value from, Value to, Value step, Budget budget) {
        if (value instanceof Value.Undefined(String what)) {
            throw JinjaException.failed(what + " is undefined");
        }
        return switch (value) {
            case Value.Text(String text) -> {
                budget.text(text);
                int[] points = text.codePoints().toArray();
                StringBuilder chosen = new StringBuilder();
                chosen(points.length, from, to, step).forEach(place -> chosen.appendCodePoint(points[place]));
                yield Value.of(chosen.toString());
            }
            case Value.Sequence sequence -> {
                List<Value> items = sequence.items();
                budget.spend(items.size());
                List<Value> chosen = chosen(items.size(), from, to, step)
                        .mapToObj(items::get)
                        .toList();
                yield new Value.Sequence(chosen, sequence.tuple());
            }
            default -> throw JinjaException.failed("a value of the type " + value.type() + " has no slices");
        };
    }

    private static IntStream chosen(int size, Value from, Value to, Value step) {
        long stride = step instanceof Value.None ? 1 : Arguments.whole(step, "step");
        if (stride == 0) {
            throw JinjaException.failed("the step of a slice is not zero");
        }
        long low = stride > 0 ? 0 : -1;
        long high = stride > 0 ? size : size - 1L;
        long first = bound(from, stride > 0 ? low : high, size, low, high);
        long last = bound(to, stride > 0 ? high : low, size, low, high);
        long hop = Math.clamp(stride, -size - 1L, size + 1L);
        return LongStream.iterate(first, place -> hop > 0 ? place < last : place > last, place -> place + hop)
                .mapToInt(Math::toIntExact);
    }

    private static long bound(Value bound, long otherwise, int size, long low, long high) {
        if (bound instanceof Value.None) {
            return otherwise;
        }
        long wanted = Arguments.whole(bound, "bound");
        return Math.clamp(wanted < 0 ? Math.max(wanted + size, low) : wanted, low, high);
    }

    /// `value.name`: methods first, then keys.
    static Value attribute(Value value, String name, Budget budget) {
        Optional<Value> found = switch (value) {
            case Value.Text(String text) -> TextMethods.find(text, name, budget);
            case Value.Mapping mapping ->
                CollectionMethods.find(mapping, name)
                        .or(() -> Optional.ofNullable(mapping.entries().get(Value.of(name))));
            case Value.Sequence sequence -> CollectionMethods.find(sequence, name);
            case Value.Namespace namespace ->
                Optional.ofNullable(namespace.attributes().get(name));
            case Value.Loop(LoopState state) -> state.attribute(name);
            case Value.Undefined(String what) -> throw JinjaException.failed(what + " is undefined");
            case Value.Callable callable ->
                name.equals("name") ? Optional.of(Value.of(callable.name())) : Optional.empty();
            case Value.Whole number -> Optional.empty();
            case Value.Real number -> Optional.empty();
            case Value.Truth truth -> Optional.empty();
            case Value.None() -> Optional.empty();
        };
        return found.orElseGet(() -> new Value.Undefined("\"" + name + "\" of a value of the type " + value.type()));
    }
}
