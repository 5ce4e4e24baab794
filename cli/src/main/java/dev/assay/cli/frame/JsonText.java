package dev.assay.cli.frame;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON, indented by two blanks, from maps, lists, strings, numbers, booleans and optionals.
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /// @throws IllegalArgumentException for a value of another kind, or a number that JSON has no word for
    static String of(Object value) {
        JsonText json = new JsonText();
        json.value(value, "\n");
        return json.text.toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> map(map, indent);
            case List<?> list -> list(list, indent);
            case String string -> string(string);
            case Boolean truth -> text.append(truth);
            case Double number
            when !Double.isFinite(number) -> throw new IllegalArgumentException("JSON has no word for " + number);
            case Number number -> text.append(number);
            case Optional<?> maybe when maybe.isPresent() -> value(maybe.get(), indent);
            case Optional<?> none -> text.append("null");
            default -> throw new IllegalArgumentException("not for JSON: " + value.getClass());
        }
    }

    private void map(Map<?, ?> map, String indent) {
        String separator = "";
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(indent).append("  ");
            string(entry.getKey().toString());
            text.append(": ");
            value(entry.getValue(), indent + "  ");
            separator = ",";
        }
        text.append(map.isEmpty() ? "}" : indent + "}");
    }

    private void list(List<?> list, String indent) {
        String separator = "";
        text.append('[');
        for (Object element : list) {
            text.append(separator).append(indent).append("  ");
            value(element, indent + "  ");
            separator = ",";
        }
        text.append(list.isEmpty() ? "]" : indent + "]");
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            switch (unit) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> plain(unit);
            }
        }
        text.append('"');
    }

    /// Half a surrogate pair cannot be written as UTF-8, so surrogates are escaped like control characters.
    private void plain(char unit) {
        if (Character.isISOControl(unit) || Character.isSurrogate(unit)) {
            text.append(String.format("\\u%04x", (int) unit));
        } else {
            text.append(unit);
        }
    }
}
