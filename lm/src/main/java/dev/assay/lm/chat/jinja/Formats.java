package dev.assay.lm.chat.jinja;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `pattern % values` and `pattern.format(values)`.
final class Formats {
    private static final Pattern PERCENT = Pattern.compile("%(?:(%)|(-?0?\\d{0,3})(?:\\.(\\d{1,2}))?([sdifr]))|%");
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{(\\w*)}|[{}]");

    private Formats() {}

    static String percent(String pattern, Value values) {
        List<Value> items =
                values instanceof Value.Sequence sequence && sequence.tuple() ? sequence.items() : List.of(values);
        Matcher matcher = PERCENT.matcher(pattern);
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (matcher.find()) {
            String piece = "%";
            if (matcher.group(1) == null) {
                String conversion = matcher.group(4);
                if (conversion == null || next >= items.size()) {
                    throw JinjaException.failed("the pattern \"" + pattern + "\" does not fit its values");
                }
                piece = converted(conversion.charAt(0), matcher.group(2), matcher.group(3), items.get(next++));
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(piece));
        }
        boolean mayStay = values instanceof Value.Mapping || (values instanceof Value.Sequence list && !list.tuple());
        if (next < items.size() && !mayStay) {
            throw JinjaException.failed("not all values were used in the pattern \"" + pattern + "\"");
        }
        return matcher.appendTail(out).toString();
    }

    private static String converted(char conversion, String width, @Nullable String precision, Value value) {
        return switch (conversion) {
            case 's' -> padded(PythonText.of(value), width);
            case 'r' -> padded(PythonText.quoted(value), width);
            case 'f' ->
                String.format(
                        Locale.ROOT,
                        "%" + width + "." + (precision == null ? "6" : precision) + "f",
                        Operators.number(value));
            default ->
                String.format(
                        Locale.ROOT,
                        "%" + width + "d",
                        value instanceof Value.Real(double number) ? (long) number : Arguments.whole(value, "%d"));
        };
    }

    private static String padded(String text, String width) {
        return width.isEmpty() ? text : String.format(Locale.ROOT, "%" + width.replace("0", "") + "s", text);
    }

    static String braces(String pattern, Arguments arguments) {
        Matcher matcher = BRACES.matcher(pattern);
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (matcher.find()) {
            String found = matcher.group();
            String name = matcher.group(1);
            String piece = found.substring(0, 1);
            if (name != null) {
                boolean place = name.isEmpty() || Character.isDigit(name.charAt(0));
                int index = name.isEmpty() ? next++ : place ? Integer.parseInt(name) : Integer.MAX_VALUE;
                piece = PythonText.of(arguments.need(index, name));
            } else if (found.length() == 1) {
                throw JinjaException.failed("the pattern \"" + pattern + "\" has a single brace or a format");
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(piece));
        }
        return matcher.appendTail(out).toString();
    }
}
