package dev.assay.livebench.fresh.tables;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the values of a column look like, which says what else it could hold.
///
/// - A number fits where numbers of as many places stand, and of no fewer and no more digits before the
///   point: a reader knows that a pulse has no four digits, but not the range of this table.
/// - Words fit where each of them stands somewhere in the column.
/// - All else (codes, days, times) fits where its shape does: what are letters, digits and signs.
final class ColumnProfile {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern WORDS = Pattern.compile("[^\\d_/:@#]*\\p{L}[^\\d_/:@#]*");
    private static final Pattern GAP = Pattern.compile("[^\\p{L}]+");
    private static final Pattern MIXED = Pattern.compile("[\\p{L}\\d]*\\p{L}[\\p{L}\\d]*");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final Set<String> values = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Set<String> shapes = new HashSet<>();
    private final Set<Integer> places = new HashSet<>();
    private int fewestDigits = Integer.MAX_VALUE;
    private int mostDigits;
    private boolean negative;

    private ColumnProfile() {}

    static ColumnProfile of(List<String> column) {
        ColumnProfile profile = new ColumnProfile();
        column.stream().filter(value -> !value.isEmpty()).distinct().forEach(profile::add);
        return profile;
    }

    private void add(String value) {
        values.add(value);
        if (NUMBER.matcher(value).matches()) {
            places.add(places(value));
            fewestDigits = Math.min(fewestDigits, digits(value));
            mostDigits = Math.max(mostDigits, digits(value));
            negative |= value.startsWith("-");
        } else if (WORDS.matcher(value).matches()) {
            words.addAll(words(value));
        } else {
            shapes.add(shape(value));
        }
    }

    /// Whether a value of another column could stand here.
    boolean couldHold(String value) {
        if (values.contains(value)) {
            return true;
        }
        if (NUMBER.matcher(value).matches()) {
            int digits = digits(value);
            return places.contains(places(value))
                    && fewestDigits <= digits
                    && digits <= mostDigits
                    && (negative || !value.startsWith("-"));
        }
        return WORDS.matcher(value).matches() ? words.containsAll(words(value)) : shapes.contains(shape(value));
    }

    /// How many of some values could not stand here.
    int ruledOutBy(List<String> sample) {
        return (int) sample.stream().filter(value -> !couldHold(value)).count();
    }

    private static int places(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point - 1;
    }

    private static int digits(String number) {
        int point = number.indexOf('.');
        int end = point < 0 ? number.length() : point;
        return number.startsWith("-") ? end - 1 : end;
    }

    private static List<String> words(String text) {
        return Arrays.stream(GAP.split(text)).filter(word -> !word.isEmpty()).toList();
    }

    private static String shape(String text) {
        return DIGITS.matcher(MIXED.matcher(text).replaceAll("A")).replaceAll("9");
    }
}
