package dev.assay.base.internal.toml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A tree as TOML text, or as a flat list of keys.
public final class TomlText {
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private TomlText() {}

    /// The text: single values first, then a section for each table.
    public static String of(Map<String, Object> tree) {
        var text = new StringBuilder();
        section("", tree, text);
        return text.toString();
    }

    /// Puts each value under its full key.
    public static void flatten(String group, Map<String, ?> tree, Map<String, String> flat) {
        tree.forEach((key, value) -> {
            String full = Names.join(group, key);
            switch (value) {
                case Map<?, ?> table -> flatten(full, keyed(table), flat);
                case List<?> list
                when list.stream().anyMatch(Map.class::isInstance) -> {
                    for (int i = 0; i < list.size(); i++) {
                        flatten("", Map.of(full + "[" + i + "]", list.get(i)), flat);
                    }
                }
                case String text -> flat.put(full, text);
                default -> flat.put(full, inline(value));
            }
        });
    }

    private static void section(String name, Map<String, ?> tree, StringBuilder text) {
        tree.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?>)) {
                text.append(key(key)).append(" = ").append(inline(value)).append('\n');
            }
        });
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> table) {
                String full = Names.join(name, key(key));
                text.append(text.isEmpty() ? "" : "\n").append('[').append(full).append("]\n");
                section(full, keyed(table), text);
            }
        });
    }

    private static String inline(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Double number when number.isInfinite() -> number > 0 ? "inf" : "-inf";
            case Double number when number.isNaN() -> "nan";
            case List<?> list -> list.stream().map(TomlText::inline).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> table ->
                table.isEmpty()
                        ? "{}"
                        : keyed(table).entrySet().stream()
                                .map(entry -> key(entry.getKey()) + " = " + inline(entry.getValue()))
                                .collect(Collectors.joining(", ", "{ ", " }"));
            default -> value.toString();
        };
    }

    private static String key(String key) {
        return BARE_KEY.matcher(key).matches() ? key : quoted(key);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < 0x20 || c == 0x7f ? "\\u%04X".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static Map<String, Object> keyed(Map<?, ?> table) {
        var keyed = new LinkedHashMap<String, Object>();
        table.forEach((key, value) -> keyed.put((String) key, value));
        return keyed;
    }
}
