package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// The methods of Python's `str`.
final class TextMethods {
    private TextMethods() {}

    static Optional<Value> find(String text, String name, Budget budget) {
        return function(text, name, budget)
                .or(() -> TextTests.find(text, name))
                .map(function -> new Value.Callable(name, function));
    }

    private static Optional<Value.Function> function(String text, String name, Budget budget) {
        return switch (name) {
            case "upper" -> made(budget, a -> text.toUpperCase(Locale.ROOT));
            case "lower", "casefold" -> made(budget, a -> text.toLowerCase(Locale.ROOT));
            case "capitalize" -> made(budget, a -> Texts.capitalized(text));
            case "title" -> made(budget, a -> Texts.titled(text));
            case "strip" -> made(budget, a -> Texts.stripEnd(Texts.stripStart(text, goes(a)), goes(a)));
            case "lstrip" -> made(budget, a -> Texts.stripStart(text, goes(a)));
            case "rstrip" -> made(budget, a -> Texts.stripEnd(text, goes(a)));
            case "replace" ->
                made(
                        budget,
                        a -> Texts.replace(text, a.text(0, "old"), a.text(1, "new"), a.whole(2, "count", -1), budget));
            case "removeprefix" ->
                made(
                        budget,
                        a -> text.startsWith(a.text(0, "prefix"))
                                ? text.substring(a.text(0, "prefix").length())
                                : text);
            case "removesuffix" -> made(budget, a -> withoutSuffix(text, a.text(0, "suffix")));
            case "join" -> made(budget, a -> join(text, a.need(0, "iterable"), budget));
            case "format" -> made(budget, a -> Formats.braces(text, a));
            case "zfill" -> made(budget, a -> zeroFilled(text, a.whole(0, "width", 0), budget));
            case "ljust", "rjust", "center" -> made(budget, a -> aligned(text, name, a, budget));
            case "split" -> Optional.of(a -> split(text, a, false, budget));
            case "rsplit" -> Optional.of(a -> split(text, a, true, budget));
            case "splitlines" -> Optional.of(a -> texts(Texts.lines(text), budget));
            case "partition" -> Optional.of(a -> partition(text, a.text(0, "sep"), false));
            case "rpartition" -> Optional.of(a -> partition(text, a.text(0, "sep"), true));
            default -> Optional.empty();
        };
    }

    private static Optional<Value.Function> made(Budget budget, Function<Arguments, String> make) {
        return Optional.of(arguments -> Value.of(budget.text(make.apply(arguments))));
    }

    private static IntPredicate goes(Arguments arguments) {
        Value characters = arguments.get(0, "chars", Value.none());
        return characters instanceof Value.None
                ? Texts::isSpace
                : point -> Arguments.text(characters, "chars").indexOf(point) >= 0;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static String join(String between, Value items, Budget budget) {
        StringBuilder out = new StringBuilder();
        int count = 0;
        for (Value item : Iteration.items(items)) {
            out.append(count++ > 0 ? between : "").append(Arguments.text(item, "item"));
            budget.within(out.length());
        }
        return out.toString();
    }

    private static String zeroFilled(String text, long width, Budget budget) {
        budget.beforeMaking(width);
        boolean sign = text.startsWith("-") || text.startsWith("+");
        String zeros = "0".repeat((int) Math.max(0, width - Texts.length(text)));
        return sign ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }

    private static String aligned(String text, String name, Arguments arguments, Budget budget) {
        long width = arguments.whole(0, "width", 0);
        budget.beforeMaking(width);
        String fill = arguments.text(1, "fillchar", " ");
        int space = (int) Math.max(0, width - Texts.length(text));
        int left = switch (name) {
            case "ljust" -> 0;
            case "rjust" -> space;
            default -> space / 2 + (space & (int) width & 1);
        };
        return fill.repeat(left) + text + fill.repeat(space - left);
    }

    private static Value split(String text, Arguments arguments, boolean fromEnd, Budget budget) {
        Value separator = arguments.get(0, "sep", Value.none());
        long most = arguments.whole(1, "maxsplit", -1);
        if (separator instanceof Value.None) {
            return texts(Texts.words(text, fromEnd ? -1 : most), budget);
        }
        String between = Arguments.text(separator, "sep");
        if (between.isEmpty()) {
            throw JinjaException.failed("an empty separator splits nothing");
        }
        return texts(fromEnd ? Texts.splitFromEnd(text, between, most) : Texts.split(text, between, most), budget);
    }

    static Value texts(List<String> parts, Budget budget) {
        budget.beforeMaking(
                parts.stream().mapToLong(part -> part.length() + 16L).sum());
        List<Value> values = new ArrayList<>(parts.size());
        parts.forEach(part -> values.add(Value.of(part)));
        return Value.list(values);
    }

    private static Value partition(String text, String separator, boolean fromEnd) {
        int at = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at >= 0) {
            String after = text.substring(at + separator.length());
            return Value.tuple(Value.of(text.substring(0, at)), Value.of(separator), Value.of(after));
        }
        Value none = Value.of("");
        return fromEnd ? Value.tuple(none, none, Value.of(text)) : Value.tuple(Value.of(text), none, none);
    }

    /// The methods of `str` that ask something of a text.
    private static final class TextTests {
        static Optional<Value.Function> find(String text, String name) {
            return switch (name) {
                case "startswith" -> affix(text, String::startsWith);
                case "endswith" -> affix(text, String::endsWith);
                case "find" -> Optional.of(a -> Value.of(points(text, text.indexOf(a.text(0, "sub")))));
                case "rfind" -> Optional.of(a -> Value.of(points(text, text.lastIndexOf(a.text(0, "sub")))));
                case "index" -> Optional.of(a -> index(text, a.text(0, "sub")));
                case "count" -> Optional.of(a -> count(text, a.text(0, "sub")));
                case "isalpha" -> all(text, Character::isLetter);
                case "isdigit", "isdecimal" -> all(text, Character::isDigit);
                case "isnumeric" -> all(text, Texts::isNumber);
                case "isalnum" -> all(text, Character::isLetterOrDigit);
                case "isspace" -> all(text, Texts::isSpace);
                case "isupper" -> cased(text, text.toUpperCase(Locale.ROOT), Character::isUpperCase);
                case "islower" -> cased(text, text.toLowerCase(Locale.ROOT), Character::isLowerCase);
                default -> Optional.empty();
            };
        }

        private static Optional<Value.Function> affix(String text, BiPredicate<String, String> fits) {
            return Optional.of(a -> {
                Value affix = a.need(0, "affix");
                List<Value> any = affix instanceof Value.Sequence several ? several.items() : List.of(affix);
                return Value.of(any.stream().anyMatch(one -> fits.test(text, Arguments.text(one, "affix"))));
            });
        }

        private static long points(String text, int unit) {
            return unit < 0 ? -1 : text.codePointCount(0, unit);
        }

        private static Value index(String text, String part) {
            if (!text.contains(part)) {
                throw JinjaException.failed("\"" + part + "\" is not in the text");
            }
            return Value.of(points(text, text.indexOf(part)));
        }

        private static Value count(String text, String part) {
            return Value.of(
                    part.isEmpty()
                            ? Texts.length(text) + 1L
                            : Texts.split(text, part, -1).size() - 1L);
        }

        private static Optional<Value.Function> all(String text, IntPredicate test) {
            return Optional.of(
                    a -> Value.of(!text.isEmpty() && text.codePoints().allMatch(test)));
        }

        private static Optional<Value.Function> cased(String text, String converted, IntPredicate some) {
            return Optional.of(
                    a -> Value.of(text.equals(converted) && text.codePoints().anyMatch(some)));
        }
    }
}
