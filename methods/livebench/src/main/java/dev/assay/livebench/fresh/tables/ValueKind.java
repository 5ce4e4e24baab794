package dev.assay.livebench.fresh.tables;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What a reader takes a value for, however it is spelled.
enum ValueKind {
    /// A quantity: whole or not, with or without a sign.
    NUMBER,
    /// A day, a month of a year, or a moment.
    DAY,
    /// A time of day, or a moment.
    CLOCK,
    /// One or several words of letters.
    WORDS,
    /// An address of the net.
    ADDRESS,
    /// Letters, digits and signs that name one thing.
    CODE;

    /// Longer ones are sentences.
    private static final int LONGEST = 200;
    /// A longer whole number may name a thing as well.
    private static final int LONGEST_QUANTITY = 4;

    private static final Pattern QUANTITY = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final String YEAR_FIRST = "\\d{4}[-./]\\d{1,2}([-./]\\d{1,2})?";
    private static final String YEAR_LAST = "\\d{1,2}[-./](\\d{1,2}[-./])?(\\d{4}|(?<=[-./]\\d{1,2}[-./])\\d{2})";
    private static final String MONTH_BY_NAME =
            "(?=.*\\d)(\\d{1,2}\\W{1,2})?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*\\W{1,2}[\\d, ]+";
    private static final String TIME = "\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern DAY_FORM =
            Pattern.compile("(" + YEAR_FIRST + "|" + YEAR_LAST + "|" + MONTH_BY_NAME + ")([T ]+" + TIME + ")?");
    private static final Pattern CLOCK_FORM = Pattern.compile("(.{6,20}[T ])?" + TIME);
    private static final Pattern ADDRESS_FORM = Pattern.compile(".*(\\w@\\w|://|\\bwww\\.).*");
    private static final Pattern WORD_FORM = Pattern.compile("[^\\d_/:@#\\p{L}]*+\\p{L}[^\\d_/:@#]*+");

    /// All that a value can be read as, one kind at least. Takes a time that does not grow with its
    /// length beyond a sentence.
    static Set<ValueKind> of(String value) {
        if (value.length() > LONGEST) {
            return EnumSet.of(WORDS);
        }
        if (QUANTITY.matcher(value).matches()) {
            boolean names =
                    value.length() > LONGEST_QUANTITY && DIGITS.matcher(value).matches();
            return names ? EnumSet.of(NUMBER, CODE) : EnumSet.of(NUMBER);
        }
        Set<ValueKind> times = EnumSet.noneOf(ValueKind.class);
        if (DAY_FORM.matcher(value).matches()) {
            times.add(DAY);
        }
        if (CLOCK_FORM.matcher(value).matches()) {
            times.add(CLOCK);
        }
        if (!times.isEmpty()) {
            return times;
        }
        if (ADDRESS_FORM.matcher(value).matches()) {
            return EnumSet.of(ADDRESS);
        }
        return EnumSet.of(WORD_FORM.matcher(value).matches() ? WORDS : CODE);
    }
}
