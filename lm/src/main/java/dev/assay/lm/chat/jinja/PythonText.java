package dev.assay.lm.chat.jinja;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// What Python's `str` and `repr` give.
final class PythonText {
    private static final int SMALLEST_PLAIN = -4;
    private static final int LARGEST_PLAIN = 16;

    private PythonText() {}

    /// `str(value)`.
    static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Undefined undefined -> "";
            default -> quoted(value);
        };
    }

    /// `repr(value)`; strings in quotes.
    static String quoted(Value value) {
        return switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Real(double number) -> of(number);
            case Value.Truth(boolean truth) -> truth ? "True" : "False";
            case Value.None() -> "None";
            case Value.Undefined undefined -> "Undefined";
            case Value.Sequence sequence -> sequence(sequence);
            case Value.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Value.Namespace namespace -> "<Namespace>";
            case Value.Loop loop -> "<loop>";
            case Value.Callable callable -> "<function " + callable.name() + ">";
        };
    }

    private static String sequence(Value.Sequence sequence) {
        List<Value> items = sequence.items();
        String joined = items.stream().map(PythonText::quoted).collect(Collectors.joining(", "));
        if (!sequence.tuple()) {
            return "[" + joined + "]";
        }
        return items.size() == 1 ? "(" + joined + ",)" : "(" + joined + ")";
    }

    /// `repr` of a string: single quotes unless only they occur in it.
    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        text.codePoints().forEach(point -> quoted(point, quote, out));
        return out.append(quote).toString();
    }

    private static void quoted(int point, char quote, StringBuilder out) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (point == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else {
                    out.append(escape(point));
                }
            }
        }
    }

    private static String escape(int point) {
        return (point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point);
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /// `repr` of a float: the shortest digits that give it back, with an exponent below 1e-4 and from 1e16 on.
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < LARGEST_PLAIN) {
            String plain = decimal.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = decimal.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (number < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
