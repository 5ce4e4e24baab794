package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What Python's `json.dumps` gives, as the filter `tojson` calls it for chat templates.
///
/// @param ascii     whether characters beyond ASCII are escaped
/// @param indent    what each level is indented by; empty for one line
/// @param lines     whether items stand on lines of their own
/// @param between   what stands between items
/// @param afterKey  what stands between key and value
/// @param sorted    whether keys are sorted
record JsonText(boolean ascii, String indent, boolean lines, String between, String afterKey, boolean sorted) {

    /// The arguments of `tojson`.
    static JsonText of(Arguments arguments) {
        Value indent = arguments.get(1, "indent", Value.none());
        boolean lines = !(indent instanceof Value.None);
        String between = lines ? "," : ", ";
        String afterKey = ": ";
        Value separators = arguments.get(2, "separators", Value.none());
        if (separators instanceof Value.Sequence pair && pair.items().size() == 2) {
            between = Arguments.text(pair.items().get(0), "separators");
            afterKey = Arguments.text(pair.items().get(1), "separators");
        }
        String unit = indent instanceof Value.Text(String text)
                ? text
                : lines ? " ".repeat(Math.clamp(Arguments.whole(indent, "indent"), 0, 64)) : "";
        return new JsonText(
                arguments.get(0, "ensure_ascii", Value.of(false)).isTrue(),
                unit,
                lines,
                between,
                afterKey,
                arguments.get(3, "sort_keys", Value.of(false)).isTrue());
    }

    String write(Value value, Budget budget) {
        StringBuilder out = new StringBuilder();
        write(value, 1, out, budget);
        return out.toString();
    }

    private void write(Value value, int level, StringBuilder out, Budget budget) {
        budget.within(out.length());
        if (level > Budget.DEEPEST) {
            throw JinjaException.failed("a value nested deeper than " + Budget.DEEPEST + " cannot become JSON");
        }
        switch (value) {
            case Value.Text(String text) -> string(text, out);
            case Value.Whole(long number) -> out.append(number);
            case Value.Real(double number) -> out.append(real(number));
            case Value.Truth(boolean truth) -> out.append(truth);
            case Value.None() -> out.append("null");
            case Value.Sequence sequence -> items(sequence.items(), level, out, budget);
            case Value.Mapping mapping -> entries(mapping.entries(), level, out, budget);
            case Value.Undefined undefined -> throw notJson(value);
            case Value.Namespace namespace -> throw notJson(value);
            case Value.Loop loop -> throw notJson(value);
            case Value.Callable callable -> throw notJson(value);
        }
    }

    private static JinjaException notJson(Value value) {
        return JinjaException.failed("a value of the type " + value.type() + " cannot become JSON");
    }

    private static String real(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : PythonText.of(number);
    }

    private void items(List<Value> items, int level, StringBuilder out, Budget budget) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            out.append(i > 0 ? between : "");
            newLine(level, out);
            write(items.get(i), level + 1, out, budget);
        }
        if (!items.isEmpty()) {
            newLine(level - 1, out);
        }
        out.append(']');
    }

    private void entries(Map<Value, Value> entries, int level, StringBuilder out, Budget budget) {
        List<Map.Entry<Value, Value>> ordered = new ArrayList<>(entries.entrySet());
        if (sorted) {
            ordered.sort(Comparator.comparing(entry -> key(entry.getKey()), Operators::comparePoints));
        }
        out.append('{');
        for (int i = 0; i < ordered.size(); i++) {
            out.append(i > 0 ? between : "");
            newLine(level, out);
            string(key(ordered.get(i).getKey()), out);
            out.append(afterKey);
            write(ordered.get(i).getValue(), level + 1, out, budget);
        }
        if (!ordered.isEmpty()) {
            newLine(level - 1, out);
        }
        out.append('}');
    }

    private static String key(Value key) {
        return switch (key) {
            case Value.Truth(boolean truth) -> Boolean.toString(truth);
            case Value.None() -> "null";
            default -> PythonText.of(key);
        };
    }

    private void newLine(int level, StringBuilder out) {
        if (lines) {
            out.append('\n').repeat(indent, level);
        }
    }

    private void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int simple = "\"\\\n\r\t\f\b".indexOf(c);
            if (simple >= 0) {
                out.append('\\').append("\"\\nrtfb".charAt(simple));
            } else if (c < ' ' || (ascii && c > '~')) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
