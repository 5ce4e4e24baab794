package dev.assay.report.internal;

import dev.assay.base.AssayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value in a JSON document that knows its place, so that every complaint names file and path.
///
/// @param file  the document's file, for messages
/// @param path  place in it, such as `$.chapters[2].plots[0]`
/// @param value a map, list, text, number, truth value or nothing
record JsonNode(String file, String path, @Nullable Object value) {
    /// The value of a field that must be there.
    JsonNode field(String name) {
        Map<?, ?> fields = fields();
        if (!fields.containsKey(name)) {
            throw fault("the field '" + name + "' is missing");
        }
        return new JsonNode(file, path + "." + name, fields.get(name));
    }

    /// The value of a field that may be missing or null.
    Optional<JsonNode> optional(String name) {
        Object found = fields().get(name);
        return found == null ? Optional.empty() : Optional.of(new JsonNode(file, path + "." + name, found));
    }

    /// Refuses fields of other names.
    JsonNode only(Set<String> names) {
        for (Object name : fields().keySet()) {
            if (!names.contains(String.valueOf(name))) {
                throw fault("the field '" + name + "' is unknown; known are "
                        + String.join(", ", names.stream().sorted().toList()));
            }
        }
        return this;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> fields && fields.containsKey(name);
    }

    List<JsonNode> list() {
        if (!(value instanceof List<?> items)) {
            throw mismatch("a list");
        }
        List<JsonNode> nodes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            nodes.add(new JsonNode(file, path + "[" + i + "]", items.get(i)));
        }
        return nodes;
    }

    String text() {
        if (!(value instanceof String text)) {
            throw mismatch("a text");
        }
        return text;
    }

    boolean truth() {
        if (!(value instanceof Boolean truth)) {
            throw mismatch("true or false");
        }
        return truth;
    }

    long whole() {
        if (!(value instanceof Integer || value instanceof Long)) {
            throw mismatch("a whole number");
        }
        return ((Number) value).longValue();
    }

    double number() {
        return switch (value) {
            case Number number -> number.doubleValue();
            case String text when text.equals("NaN") -> Double.NaN;
            case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            case null, default -> throw mismatch("a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        };
    }

    double[] numbers() {
        return list().stream().mapToDouble(JsonNode::number).toArray();
    }

    List<String> texts() {
        return list().stream().map(JsonNode::text).toList();
    }

    Map<String, String> textMap() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Object name : fields().keySet()) {
            texts.put(String.valueOf(name), field(String.valueOf(name)).text());
        }
        return texts;
    }

    AssayException fault(String what) {
        return AssayException.of(
                "ASSAY-4092",
                "The file is JSON, but not evidence: " + what + ".",
                file + ", at " + path,
                "write it with this version of Assay, or correct the field by hand; docs/problems/ASSAY-4092.md"
                        + " shows the form");
    }

    private Map<?, ?> fields() {
        if (!(value instanceof Map<?, ?> fields)) {
            throw mismatch("an object");
        }
        return fields;
    }

    private AssayException mismatch(String wanted) {
        String found = switch (value) {
            case null -> "null";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case String text -> "a text";
            case Number number -> "the number " + number;
            default -> String.valueOf(value);
        };
        return fault("needed " + wanted + ", found " + found);
    }
}
