package dev.assay.lm.chat.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// Jinja's filters; those on lists are in [ListFilters].
final class Filters {
    private static final Pattern WORD_START = Pattern.compile("(?<=[-\\s({\\[<])(?=[^-\\s({\\[<])");
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Budget budget;
    private final ListFilters lists;

    Filters(Budget budget) {
        this.budget = budget;
        this.lists = new ListFilters(budget, this);
    }

    /// Applies a filter.
    Value apply(String name, Value value, Arguments arguments) {
        budget.spend(value.weight());
        return switch (name) {
            case "default", "d" -> otherwise(value, arguments);
            case "string" -> value instanceof Value.Text ? value : text(PythonText.of(value));
            case "trim" -> method(PythonText.of(value), "strip", arguments);
            case "upper", "lower", "capitalize" -> method(PythonText.of(value), name, Arguments.NONE);
            case "title" -> text(title(PythonText.of(value)));
            case "replace" ->
                text(Texts.replace(
                        PythonText.of(value),
                        PythonText.of(arguments.need(0, "old")),
                        PythonText.of(arguments.need(1, "new")),
                        arguments.whole(2, "count", -1),
                        budget));
            case "indent" -> text(indented(PythonText.of(value), arguments));
            case "truncate" ->
                value instanceof Value.Text(String text)
                        ? text(truncated(text, arguments))
                        : shortEnough(value, arguments);
            case "center" -> method(PythonText.of(value), name, arguments);
            case "wordcount" ->
                Value.of(WORD.matcher(PythonText.of(value)).results().count());
            case "escape", "e", "forceescape" -> text(escaped(PythonText.of(value)));
            case "safe" -> text(PythonText.of(value));
            case "format" -> text(Formats.percent(Arguments.text(value, "pattern"), tuple(arguments)));
            case "tojson" -> text(JsonText.of(arguments).write(value, budget));
            case "int" -> toInt(value, arguments);
            case "float" -> toFloat(value, arguments);
            case "abs" -> Operators.signed(value, Operators.number(value) < 0);
            case "round" -> rounded(value, arguments);
            case "attr" -> Iteration.attribute(value, arguments.text(0, "name"), budget);
            default -> lists.apply(name, value, arguments);
        };
    }

    private Value method(String text, String name, Arguments arguments) {
        return TextMethods.find(text, name, budget).orElseThrow() instanceof Value.Callable callable
                ? callable.function().call(arguments)
                : Value.none();
    }

    private Value text(String made) {
        return Value.of(budget.text(made));
    }

    private static Value tuple(Arguments arguments) {
        return Value.tuple(arguments.positional().toArray(Value[]::new));
    }

    private static Value otherwise(Value value, Arguments arguments) {
        boolean replaces =
                value instanceof Value.Undefined || (arguments.truth(1, "boolean", false) && !value.isTrue());
        return replaces ? arguments.get(0, "default_value", Value.of("")) : value;
    }

    /// Unlike `str.title`, words begin only after spaces, hyphens and opening brackets.
    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        for (String word : WORD_START.split(text)) {
            title.append(Texts.capitalized(word));
        }
        return title.toString();
    }

    private String indented(String text, Arguments arguments) {
        Value width = arguments.get(0, "width", Value.of(4));
        String unit = width instanceof Value.Text(String given)
                ? given
                : " ".repeat(Math.clamp(Arguments.whole(width, "width"), 0, 1_000));
        boolean blank = arguments.truth(2, "blank", false);
        StringBuilder out = new StringBuilder(arguments.truth(1, "first", false) ? unit : "");
        boolean first = true;
        for (String line : Texts.lines(text + "\n")) {
            out.append(first ? "" : "\n")
                    .append(!first && (blank || !line.isEmpty()) ? unit : "")
                    .append(line);
            budget.within(out.length());
            first = false;
        }
        return out.toString();
    }

    private static Value shortEnough(Value value, Arguments arguments) {
        if (Iteration.length(value) <= arguments.whole(0, "length", 255) + arguments.whole(3, "leeway", 5)) {
            return value;
        }
        throw JinjaException.failed("truncate works on a str, not on a value of the type " + value.type());
    }

    private static String truncated(String text, Arguments arguments) {
        long length = arguments.whole(0, "length", 255);
        String end = arguments.text(2, "end", "...");
        if (Texts.length(text) <= length + arguments.whole(3, "leeway", 5)) {
            return text;
        }
        int kept = Math.clamp(length - Texts.length(end), 0, Texts.length(text));
        String cut = text.substring(0, text.offsetByCodePoints(0, kept));
        int space = cut.lastIndexOf(' ');
        return (arguments.truth(1, "killwords", false) || space < 0 ? cut : cut.substring(0, space)) + end;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Value toInt(Value value, Arguments arguments) {
        Value otherwise = arguments.get(0, "default", Value.of(0));
        int radix = (int) arguments.whole(1, "base", 10);
        return switch (value) {
            case Value.Whole whole -> whole;
            case Value.Truth(boolean truth) -> Value.of(truth ? 1 : 0);
            case Value.Real(double number) -> Double.isFinite(number) ? Value.of((long) number) : otherwise;
            case Value.Text(String text) -> parsed(Texts.strip(text), radix, otherwise);
            default -> otherwise;
        };
    }

    private static Value parsed(String text, int radix, Value otherwise) {
        try {
            return Value.of(Long.parseLong(text, radix));
        } catch (NumberFormatException notWhole) {
            return toFloat(Value.of(text), Arguments.of(Value.none())) instanceof Value.Real(double number)
                            && Double.isFinite(number)
                    ? Value.of((long) number)
                    : otherwise;
        }
    }

    private static Value toFloat(Value value, Arguments arguments) {
        if (Operators.isNumber(value)) {
            return new Value.Real(Operators.number(value));
        }
        try {
            String text = Texts.strip(PythonText.of(value)).toLowerCase(Locale.ROOT);
            boolean number =
                    !text.isEmpty() && "dfx".indexOf(text.charAt(text.length() - 1)) < 0 && text.indexOf('x') < 0;
            return number ? new Value.Real(Double.parseDouble(text)) : arguments.get(0, "default", new Value.Real(0));
        } catch (NumberFormatException notANumber) {
            return arguments.get(0, "default", new Value.Real(0));
        }
    }

    private static Value rounded(Value value, Arguments arguments) {
        int precision = Math.clamp(arguments.whole(0, "precision", 0), -300, 300);
        RoundingMode mode = switch (arguments.text(1, "method", "common")) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw JinjaException.failed("round knows common, ceil and floor");
        };
        double number = Operators.number(value);
        if (!Double.isFinite(number)) {
            return value;
        }
        double rounded = new BigDecimal(number).setScale(precision, mode).doubleValue();
        boolean whole = !(value instanceof Value.Real) && mode == RoundingMode.HALF_EVEN;
        return whole ? Value.of((long) rounded) : new Value.Real(rounded);
    }
}
