package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Jinja's filters on lists and dictionaries; what Python makes lazily is a list here.
final class ListFilters {
    private final Budget budget;
    private final Filters filters;

    ListFilters(Budget budget, Filters filters) {
        this.budget = budget;
        this.filters = filters;
    }

    Value apply(String name, Value value, Arguments arguments) {
        budget.spend(
                1 + (value instanceof Value.Sequence sequence ? sequence.items().size() : 0));
        return switch (name) {
            case "length", "count" -> Value.of(Iteration.length(value));
            case "list" -> Value.list(Iteration.items(value));
            case "first" -> edge(Iteration.items(value), true);
            case "last" -> edge(Iteration.items(value), false);
            case "join" -> join(value, arguments);
            case "reverse" -> reversed(value);
            case "items" -> value instanceof Value.Mapping mapping ? CollectionMethods.pairs(mapping) : noItems(value);
            case "dictsort" -> dictionarySorted(value, arguments);
            case "map" -> map(value, arguments);
            case "select" -> Value.list(chosen(value, item -> test(item, arguments)));
            case "reject" -> Value.list(chosen(value, item -> !test(item, arguments)));
            case "selectattr" -> Value.list(chosen(value, item -> testAttribute(item, arguments)));
            case "rejectattr" -> Value.list(chosen(value, item -> !testAttribute(item, arguments)));
            case "sort" -> sorted(value, arguments);
            case "unique" -> unique(value, arguments);
            case "groupby" -> grouped(value, arguments);
            case "batch" -> batches(value, arguments);
            case "sum" -> sum(value, arguments);
            case "max" -> extreme(value, arguments, -1);
            case "min" -> extreme(value, arguments, 1);
            default -> throw JinjaException.failed("there is no filter \"" + name + "\"");
        };
    }

    private static Value edge(List<Value> items, boolean first) {
        if (items.isEmpty()) {
            return new Value.Undefined("the " + (first ? "first" : "last") + " item of an empty list");
        }
        return first ? items.getFirst() : items.getLast();
    }

    private static Value noItems(Value value) {
        if (value instanceof Value.Undefined) {
            return Value.list(List.of());
        }
        throw JinjaException.failed("items works on a dict, not on a value of the type " + value.type());
    }

    private Value join(Value value, Arguments arguments) {
        String between = PythonText.of(arguments.get(0, "d", Value.of("")));
        StringBuilder out = new StringBuilder();
        int count = 0;
        for (Value item : Iteration.items(value)) {
            Value part =
                    arguments.find(1, "attribute").map(path -> path(item, path)).orElse(item);
            out.append(count++ > 0 ? between : "").append(PythonText.of(part));
            budget.within(out.length());
        }
        return Value.of(out.toString());
    }

    private static Value reversed(Value value) {
        return value instanceof Value.Text(String text)
                ? Value.of(String.join(
                        "",
                        Texts.characters(text).reversed().stream()
                                .map(PythonText::of)
                                .toList()))
                : Value.list(Iteration.items(value).reversed());
    }

    /// `a.b.0`: attributes and items one after another.
    private Value path(Value item, Value path) {
        if (path instanceof Value.Whole) {
            return Iteration.item(item, path);
        }
        Value found = item;
        for (String name : Texts.split(Arguments.text(path, "attribute"), ".", -1)) {
            boolean place = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
            found = place
                    ? Iteration.item(found, Value.of(Long.parseLong(name)))
                    : found instanceof Value.Mapping
                            ? Iteration.item(found, Value.of(name))
                            : Iteration.attribute(found, name, budget);
        }
        return found;
    }

    /// Jinja's lazy filters take whatever counts as false for an empty list.
    private static List<Value> itemsIfTrue(Value value) {
        return value.isTrue() ? Iteration.items(value) : List.of();
    }

    private Value map(Value value, Arguments arguments) {
        List<Value> mapped = new ArrayList<>();
        for (Value item : itemsIfTrue(value)) {
            budget.step();
            if (arguments.positional().isEmpty()) {
                Value found = path(item, arguments.need(0, "attribute"));
                Value otherwise = arguments.get(1, "default", found);
                mapped.add(found instanceof Value.Undefined ? otherwise : found);
            } else {
                mapped.add(filters.apply(arguments.text(0, "filter"), item, arguments.withoutFirst()));
            }
        }
        return Value.list(mapped);
    }

    private List<Value> chosen(Value value, Predicate<Value> wanted) {
        List<Value> chosen = new ArrayList<>();
        for (Value item : itemsIfTrue(value)) {
            budget.step();
            if (wanted.test(item)) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private static boolean test(Value item, Arguments arguments) {
        return arguments.positional().isEmpty()
                ? item.isTrue()
                : Tests.check(arguments.text(0, "test"), item, arguments.withoutFirst());
    }

    private boolean testAttribute(Value item, Arguments arguments) {
        return test(path(item, arguments.need(0, "attribute")), arguments.withoutFirst());
    }

    private Value key(Value item, Arguments arguments, int place, boolean caseMatters) {
        Value key = arguments
                .find(place, "attribute")
                .filter(path -> !(path instanceof Value.None))
                .map(path -> path(item, path))
                .orElse(item);
        return !caseMatters && key instanceof Value.Text(String text) ? Value.of(text.toLowerCase(Locale.ROOT)) : key;
    }

    private Value sorted(Value value, Arguments arguments) {
        boolean caseMatters = arguments.truth(1, "case_sensitive", false);
        Comparator<Value> order =
                Comparator.comparing(item -> key(item, arguments, 2, caseMatters), Operators::compare);
        List<Value> items = new ArrayList<>(Iteration.items(value));
        items.sort(arguments.truth(0, "reverse", false) ? order.reversed() : order);
        return Value.list(items);
    }

    private static Value dictionarySorted(Value value, Arguments arguments) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw JinjaException.failed("dictsort works on a dict, not on a value of the type " + value.type());
        }
        boolean caseMatters = arguments.truth(0, "case_sensitive", false);
        int part = arguments.text(1, "by", "key").equals("value") ? 1 : 0;
        Comparator<Value> order = Comparator.comparing(
                pair -> {
                    Value key = Iteration.items(pair).get(part);
                    return !caseMatters && key instanceof Value.Text(String text)
                            ? Value.of(text.toLowerCase(Locale.ROOT))
                            : key;
                },
                Operators::compare);
        List<Value> pairs = new ArrayList<>(Iteration.items(CollectionMethods.pairs(mapping)));
        pairs.sort(arguments.truth(2, "reverse", false) ? order.reversed() : order);
        return Value.list(pairs);
    }

    private Value unique(Value value, Arguments arguments) {
        boolean caseMatters = arguments.truth(0, "case_sensitive", false);
        Map<Value, Value> seen = new LinkedHashMap<>();
        for (Value item : Iteration.items(value)) {
            seen.putIfAbsent(key(item, arguments, 1, caseMatters), item);
        }
        return Value.list(new ArrayList<>(seen.values()));
    }

    private Value grouped(Value value, Arguments arguments) {
        Map<Value, List<Value>> groups = new LinkedHashMap<>();
        for (Value item : Iteration.items(value)) {
            Value key = path(item, arguments.need(0, "attribute"));
            groups.computeIfAbsent(
                            key instanceof Value.Undefined ? arguments.get(1, "default", key) : key,
                            any -> new ArrayList<>())
                    .add(item);
        }
        return Value.list(groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Operators::compare))
                .map(group -> Value.tuple(group.getKey(), Value.list(group.getValue())))
                .toList());
    }

    private static Value batches(Value value, Arguments arguments) {
        List<Value> items = Iteration.items(value);
        int size = Math.clamp(arguments.whole(0, "linecount", 1), 1, Integer.MAX_VALUE);
        List<Value> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += Math.min(size, items.size())) {
            List<Value> batch = new ArrayList<>(items.subList(from, Math.min(items.size(), from + size)));
            Value fill = arguments.get(1, "fill_with", Value.none());
            while (!(fill instanceof Value.None) && batch.size() < Math.min(size, 10_000)) {
                batch.add(fill);
            }
            batches.add(Value.list(batch));
        }
        return Value.list(batches);
    }

    private Value sum(Value value, Arguments arguments) {
        Value sum = arguments.get(1, "start", Value.of(0));
        for (Value item : Iteration.items(value)) {
            sum = Operators.binary("+", sum, key(item, arguments, 0, true), budget);
        }
        return sum;
    }

    private Value extreme(Value value, Arguments arguments, int sign) {
        boolean caseMatters = arguments.truth(0, "case_sensitive", false);
        List<Value> items = Iteration.items(value);
        Value best = edge(items, true);
        for (Value item : items) {
            Value key = key(item, arguments, 1, caseMatters);
            if (Integer.signum(Operators.compare(key, key(best, arguments, 1, caseMatters))) == -sign) {
                best = item;
            }
        }
        return best;
    }
}
