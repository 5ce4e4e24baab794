package dev.assay.lm.chat.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Arithmetic and comparison as Python does them.
final class Operators {
    private Operators() {}

    static Value binary(String operator, Value left, Value right, Budget budget) {
        for (Value side : List.of(left, right)) {
            if (side instanceof Value.Undefined(String what)) {
                throw JinjaException.failed(what + " is undefined");
            }
        }
        try {
            return switch (operator) {
                case "+" -> add(left, right, budget);
                case "*" -> multiply(left, right, budget);
                case "%" ->
                    left instanceof Value.Text(String pattern)
                            ? Value.of(budget.text(Formats.percent(pattern, right)))
                            : numbers(operator, left, right);
                default -> numbers(operator, left, right);
            };
        } catch (ArithmeticException fault) {
            throw JinjaException.failed("\"" + operator + "\": " + fault.getMessage());
        }
    }

    private static Value add(Value left, Value right, Budget budget) {
        if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            budget.beforeMaking((long) a.length() + b.length());
            return Value.of(a + b);
        }
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b && a.tuple() == b.tuple()) {
            budget.beforeMaking(16L * (a.items().size() + b.items().size()));
            List<Value> both = new ArrayList<>(a.items());
            both.addAll(b.items());
            return new Value.Sequence(List.copyOf(both), a.tuple());
        }
        return numbers("+", left, right);
    }

    private static Value multiply(Value left, Value right, Budget budget) {
        if (isNumber(left) && (right instanceof Value.Text || right instanceof Value.Sequence)) {
            return multiply(right, left, budget);
        }
        if (left instanceof Value.Text(String text) && isWhole(right)) {
            long times = Math.max(0, Arguments.whole(right, "times"));
            budget.beforeMaking(Math.multiplyExact(text.length(), times));
            return Value.of(text.isEmpty() ? "" : text.repeat((int) times));
        }
        if (left instanceof Value.Sequence sequence && isWhole(right)) {
            long times = sequence.items().isEmpty() ? 0 : Math.max(0, Arguments.whole(right, "times"));
            budget.beforeMaking(Math.multiplyExact(16L * sequence.items().size(), times));
            List<Value> all = new ArrayList<>();
            Collections.nCopies((int) times, sequence.items()).forEach(all::addAll);
            return new Value.Sequence(List.copyOf(all), sequence.tuple());
        }
        return numbers("*", left, right);
    }

    private static Value numbers(String operator, Value left, Value right) {
        if (!isNumber(left) || !isNumber(right)) {
            throw JinjaException.failed(
                    "\"" + operator + "\" does not work between " + left.type() + " and " + right.type());
        }
        boolean whole = !(left instanceof Value.Real) && !(right instanceof Value.Real);
        if (whole && !operator.equals("/")) {
            return whole(operator, Arguments.whole(left, "left"), Arguments.whole(right, "right"));
        }
        return new Value.Real(real(operator, number(left), number(right)));
    }

    private static Value whole(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Value.of(Math.addExact(a, b));
            case "-" -> Value.of(Math.subtractExact(a, b));
            case "*" -> Value.of(Math.multiplyExact(a, b));
            case "//" -> Value.of(Math.floorDiv(a, b));
            case "%" -> Value.of(Math.floorMod(a, b));
            case "**" -> b < 0 ? new Value.Real(Math.pow((double) a, (double) b)) : Value.of(power(a, b));
            default -> throw new IllegalStateException(operator);
        };
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = Math.multiplyExact(result, square);
            }
            if (rest > 1) {
                square = Math.multiplyExact(square, square);
            }
        }
        return result;
    }

    private static double real(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new ArithmeticException("division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - b * Math.floor(a / b);
            case "**" -> Math.pow(a, b);
            default -> throw new IllegalStateException(operator);
        };
    }

    static Value signed(Value value, boolean negative) {
        if (value instanceof Value.Real(double number)) {
            return new Value.Real(negative ? -number : number);
        }
        if (!isNumber(value)) {
            throw JinjaException.failed("a sign does not fit a value of the type " + value.type());
        }
        long number = Arguments.whole(value, "value");
        return Value.of(negative ? Math.negateExact(number) : number);
    }

    static boolean isNumber(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real || value instanceof Value.Truth;
    }

    private static boolean isWhole(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Truth;
    }

    static double number(Value value) {
        return value instanceof Value.Real(double number) ? number : Arguments.whole(value, "value");
    }

    static boolean equal(Value left, Value right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
            return a.tuple() == b.tuple() && equal(a.items(), b.items());
        }
        if (left instanceof Value.Mapping a && right instanceof Value.Mapping b) {
            return equal(a.entries(), b.entries());
        }
        if (left instanceof Value.Undefined && right instanceof Value.Undefined) {
            return true;
        }
        return left.equals(right);
    }

    private static boolean equal(Map<Value, Value> left, Map<Value, Value> right) {
        boolean same = left.size() == right.size();
        for (Map.Entry<Value, Value> entry : left.entrySet()) {
            Value other = right.get(entry.getKey());
            same = same && other != null && equal(entry.getValue(), other);
        }
        return same;
    }

    private static boolean equal(List<Value> left, List<Value> right) {
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            same = equal(left.get(i), right.get(i));
        }
        return same;
    }

    private static int compareNumbers(Value left, Value right) {
        if (left instanceof Value.Real || right instanceof Value.Real) {
            double a = number(left);
            double b = number(right);
            boolean odd = Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b);
            return odd ? Double.compare(a, b) : exact(left).compareTo(exact(right));
        }
        return Long.compare(Arguments.whole(left, "left"), Arguments.whole(right, "right"));
    }

    private static BigDecimal exact(Value value) {
        return value instanceof Value.Real(double number)
                ? new BigDecimal(number)
                : BigDecimal.valueOf(Arguments.whole(value, "value"));
    }

    /// The order of two values that have one.
    static int compare(Value left, Value right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            return comparePoints(a, b);
        }
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b && a.tuple() == b.tuple()) {
            for (int i = 0; i < Math.min(a.items().size(), b.items().size()); i++) {
                if (!equal(a.items().get(i), b.items().get(i))) {
                    return compare(a.items().get(i), b.items().get(i));
                }
            }
            return Integer.compare(a.items().size(), b.items().size());
        }
        throw JinjaException.failed("values of the types " + left.type() + " and " + right.type() + " have no order");
    }

    /// Python orders strings by code points, Java by UTF-16 units.
    static int comparePoints(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
    }

    /// What may be the key of a dictionary.
    static Value hashable(Value key) {
        boolean changes = key instanceof Value.Mapping || key instanceof Value.Namespace;
        if (changes || (key instanceof Value.Sequence sequence && !sequence.tuple())) {
            throw JinjaException.failed("a " + key.type() + " cannot be a key");
        }
        return key;
    }

    /// `item in container`.
    static boolean contains(Value container, Value item) {
        return switch (container) {
            case Value.Text(String text) -> text.contains(Arguments.text(item, "in"));
            case Value.Sequence sequence -> sequence.items().stream().anyMatch(each -> equal(each, item));
            case Value.Mapping mapping -> mapping.entries().containsKey(hashable(item));
            case Value.Undefined undefined -> false;
            default -> throw JinjaException.failed("\"in\" does not work on a value of the type " + container.type());
        };
    }
}
