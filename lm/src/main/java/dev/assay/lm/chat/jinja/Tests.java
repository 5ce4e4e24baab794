package dev.assay.lm.chat.jinja;

import java.util.Locale;

/// Jinja's tests, `value is name`.
final class Tests {
    private Tests() {}

    static boolean check(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Value.Undefined);
            case "undefined" -> value instanceof Value.Undefined;
            case "none" -> value instanceof Value.None;
            case "string" -> value instanceof Value.Text;
            case "number" -> Operators.isNumber(value);
            case "integer" -> value instanceof Value.Whole;
            case "float" -> value instanceof Value.Real;
            case "boolean" -> value instanceof Value.Truth;
            case "true" -> value.equals(Value.of(true));
            case "false" -> value.equals(Value.of(false));
            case "mapping" -> value instanceof Value.Mapping;
            case "sequence", "iterable" ->
                value instanceof Value.Sequence
                        || value instanceof Value.Mapping
                        || value instanceof Value.Text
                        || value instanceof Value.Undefined;
            case "callable" -> value instanceof Value.Callable || value instanceof Value.Undefined;
            case "lower" ->
                PythonText.of(value).equals(PythonText.of(value).toLowerCase(Locale.ROOT))
                        && PythonText.of(value).codePoints().anyMatch(Character::isLowerCase);
            case "upper" ->
                PythonText.of(value).equals(PythonText.of(value).toUpperCase(Locale.ROOT))
                        && PythonText.of(value).codePoints().anyMatch(Character::isUpperCase);
            case "odd" -> remainder(value, 2) == 1;
            case "even" -> remainder(value, 2) == 0;
            default -> compare(name, value, arguments);
        };
    }

    private static boolean compare(String name, Value value, Arguments arguments) {
        Value other = arguments
                .find(0, "other")
                .orElseThrow(() -> JinjaException.failed("there is no test \"" + name + "\", or it lacks an operand"));
        return switch (name) {
            case "eq", "equalto" -> Operators.equal(value, other);
            case "ne" -> !Operators.equal(value, other);
            case "lt", "lessthan" -> Operators.compare(value, other) < 0;
            case "le" -> Operators.compare(value, other) <= 0;
            case "gt", "greaterthan" -> Operators.compare(value, other) > 0;
            case "ge" -> Operators.compare(value, other) >= 0;
            case "in" -> Operators.contains(other, value);
            case "sameas" -> value.type().equals(other.type()) && Operators.equal(value, other);
            case "divisibleby" -> remainder(value, Operators.number(other)) == 0;
            default -> throw JinjaException.failed("there is no test \"" + name + "\"");
        };
    }

    private static double remainder(Value value, double by) {
        if (by == 0) {
            throw JinjaException.failed("division by zero");
        }
        double number = Operators.number(value);
        return number - by * Math.floor(number / by);
    }
}
