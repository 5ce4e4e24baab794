package dev.assay.livebench.fresh.tables;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column holds, as far as its class can tell a reader: kinds of values, not how they are spelled.
///
/// - A number fits where numbers of as many digits before the point stand, give or take one where they
///   vary: a reader knows that a year has four digits, but not how finely this table measures, nor its range.
/// - Words fit where one of them stands, and where new ones are to be expected.
/// - Days, times, addresses and codes fit where there are any.
final class ColumnProfile {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}]+");

    private final Set<String> values = new HashSet<>();
    private final Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    private final Map<String, Integer> words = new HashMap<>();
    private int fewestDigits = Integer.MAX_VALUE;
    private int mostDigits;
    private boolean negative;

    private ColumnProfile() {}

    static ColumnProfile of(List<String> column) {
        ColumnProfile profile = new ColumnProfile();
        column.stream().filter(value -> !value.isEmpty()).forEach(profile::add);
        return profile;
    }

    private void add(String value) {
        values.add(value);
        Set<ValueKind> read = ValueKind.of(value);
        kinds.addAll(read);
        if (read.contains(ValueKind.NUMBER)) {
            fewestDigits = Math.min(fewestDigits, digits(value));
            mostDigits = Math.max(mostDigits, digits(value));
            negative |= value.startsWith("-");
        }
        if (read.contains(ValueKind.WORDS)) {
            words(value).forEach(word -> words.merge(word, 1, Integer::sum));
        }
    }

    /// Whether a value of another column could stand here.
    boolean couldHold(String value, ColumnProfile other) {
        return values.contains(value) || ValueKind.of(value).stream().anyMatch(kind -> couldHold(kind, value, other));
    }

    private boolean couldHold(ValueKind kind, String value, ColumnProfile other) {
        return kinds.contains(kind)
                && switch (kind) {
                    case NUMBER -> couldHoldNumber(value);
                    case WORDS -> couldHoldWords(value, other);
                    case DAY, CLOCK, ADDRESS, CODE -> true;
                };
    }

    private boolean couldHoldNumber(String value) {
        int digits = digits(value);
        int slack = fewestDigits == mostDigits ? 0 : 1;
        return fewestDigits - slack <= digits && digits <= mostDigits + slack && (negative || !value.startsWith("-"));
    }

    private boolean couldHoldWords(String value, ColumnProfile other) {
        boolean isAmongNew =
                isOpen() && (other.isOpen() || !Collections.disjoint(words.keySet(), other.words.keySet()));
        return isAmongNew || words(value).stream().anyMatch(words::containsKey);
    }

    /// Whether most words stand only once, so that further rows would bring new ones.
    private boolean isOpen() {
        return 2 * words.values().stream().filter(count -> count == 1).count() > words.size();
    }

    /// How many of some values of another column could not stand here.
    int ruledOutBy(List<String> sample, ColumnProfile other) {
        return (int) sample.stream().filter(value -> !couldHold(value, other)).count();
    }

    private static int digits(String number) {
        int point = number.indexOf('.');
        int end = point < 0 ? number.length() : point;
        return Character.isDigit(number.charAt(0)) ? end : end - 1;
    }

    private static List<String> words(String text) {
        return Arrays.stream(GAP.split(text)).filter(word -> !word.isEmpty()).toList();
    }
}
