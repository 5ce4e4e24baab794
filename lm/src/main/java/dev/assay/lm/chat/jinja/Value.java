package dev.assay.lm.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value that a template works with; the set is closed, so templates can reach nothing else.
public sealed interface Value {
    /// The largest weight of a value.
    long HEAVIEST = 1 << 23;

    /// A string, counted in code points as Python does.
    record Text(String text) implements Value {}

    /// An integer; larger ones than a `long` holds are refused.
    record Whole(long number) implements Value {}

    /// A floating-point number.
    record Real(double number) implements Value {}

    /// A truth value.
    record Truth(boolean truth) implements Value {}

    /// `none`.
    record None() implements Value {}

    /// What a name or key that is not there gives.
    ///
    /// @param what says in errors what was missing
    record Undefined(String what) implements Value {}

    /// A list or a tuple.
    ///
    /// @param weight what it costs to go through all of it; see [Value#weight()]
    record Sequence(List<Value> items, boolean tuple, long weight) implements Value {
        Sequence(List<Value> items, boolean tuple) {
            this(items, tuple, bounded(items));
        }
    }

    /// A dictionary in insertion order, which nobody changes any more.
    ///
    /// @param weight what it costs to go through all of it; see [Value#weight()]
    record Mapping(Map<Value, Value> entries, long weight) implements Value {
        /// Weighs the entries.
        public Mapping(Map<Value, Value> entries) {
            this(entries, bounded(entries.keySet()) + bounded(entries.values()));
        }
    }

    /// The only thing that can be changed: `namespace(...)`, written with `{% set ns.name = ... %}`.
    final class Namespace implements Value {
        private final Map<String, Value> attributes;

        Namespace(Map<String, Value> attributes) {
            this.attributes = attributes;
        }

        Map<String, Value> attributes() {
            return attributes;
        }
    }

    /// The variable `loop`.
    record Loop(LoopState state) implements Value {}

    /// A macro, a method or a global function.
    record Callable(String name, Function function) implements Value {}

    /// What a [Callable] does.
    @FunctionalInterface
    interface Function {
        Value call(Arguments arguments);
    }

    /// `none`.
    static Value none() {
        return new None();
    }

    /// A string.
    static Value of(String text) {
        return new Text(text);
    }

    /// An integer.
    static Value of(long number) {
        return new Whole(number);
    }

    /// A truth value.
    static Value of(boolean truth) {
        return new Truth(truth);
    }

    /// A list.
    static Value list(List<? extends Value> items) {
        return new Sequence(List.copyOf(items), false);
    }

    /// A tuple.
    static Value tuple(Value... items) {
        return new Sequence(List.of(items), true);
    }

    /// A value of plain Java: text, numbers, truth values, lists, maps with text keys, or [Value] itself.
    ///
    /// @throws IllegalArgumentException for anything else
    static Value from(Object plain) {
        return switch (plain) {
            case Value value -> value;
            case String text -> of(text);
            case Boolean truth -> of(truth.booleanValue());
            case BigInteger number -> of(number.longValueExact());
            case Double number -> new Real(number);
            case Float number -> new Real(number);
            case Number number -> of(number.longValue());
            case List<?> items -> {
                List<Value> values = new ArrayList<>();
                items.forEach(item -> values.add(from(item)));
                yield list(values);
            }
            case Map<?, ?> entries -> {
                Map<Value, Value> values = new LinkedHashMap<>();
                entries.forEach((key, value) -> values.put(of(key.toString()), from(value)));
                yield new Mapping(values);
            }
            default -> throw new IllegalArgumentException("no value for a template: " + plain.getClass());
        };
    }

    /// Whether the value counts as true in a condition.
    default boolean isTrue() {
        return switch (this) {
            case Text(String text) -> !text.isEmpty();
            case Whole(long number) -> number != 0;
            case Real(double number) -> number != 0;
            case Truth(boolean truth) -> truth;
            case None() -> false;
            case Undefined(String what) -> false;
            case Sequence sequence -> !sequence.items().isEmpty();
            case Mapping mapping -> !mapping.entries().isEmpty();
            case Namespace namespace -> true;
            case Loop loop -> true;
            case Callable callable -> true;
        };
    }

    /// What it costs to go through the whole value, parts that occur twice counted twice.
    ///
    /// Values share their parts, so a small program could build one that takes longer than the age of the
    /// universe to print; the weight is bounded where a value is made.
    default long weight() {
        return this instanceof Text(String text) ? 1 + text.length() / 8 : 1;
    }

    private static long bounded(Collection<Value> parts) {
        long weight = 1;
        for (Value part : parts) {
            weight += part.weight();
        }
        if (weight > HEAVIEST) {
            throw new JinjaException(JinjaException.Kind.TOO_MUCH, "a value with " + weight + " parts", 0);
        }
        return weight;
    }

    /// Python's name of the type, for error messages.
    default String type() {
        return switch (this) {
            case Text text -> "str";
            case Whole number -> "int";
            case Real number -> "float";
            case Truth truth -> "bool";
            case None() -> "NoneType";
            case Undefined undefined -> "undefined";
            case Sequence sequence -> sequence.tuple() ? "tuple" : "list";
            case Mapping mapping -> "dict";
            case Namespace namespace -> "namespace";
            case Loop loop -> "loop";
            case Callable callable -> "function";
        };
    }
}
