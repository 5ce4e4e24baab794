package dev.assay.livebench.tables.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/// Which type a column of texts has: numbers if all that is there are numbers, truth values if all are
/// such, else texts.
final class Inference {
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");
    private static final Set<String> TRUE = Set.of("True", "TRUE", "true");
    private static final Set<String> FALSE = Set.of("False", "FALSE", "false");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Set<String> INFINITE = Set.of("inf", "infinity");

    private Inference() {}

    /// The values of a column.
    static List<Cell> column(List<String> texts) {
        boolean numbers = true;
        boolean truths = true;
        for (String text : texts) {
            if (!MISSING.contains(text)) {
                numbers = numbers && number(text).isPresent();
                truths = truths && (TRUE.contains(text) || FALSE.contains(text));
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (String text : texts) {
            if (MISSING.contains(text)) {
                cells.add(Cell.missing());
            } else if (numbers) {
                cells.add(Cell.of(number(text).orElseThrow()));
            } else {
                cells.add(truths ? Cell.of(TRUE.contains(text)) : new Cell.Text(text));
            }
        }
        return cells;
    }

    /// The number that a text is, white space around it allowed.
    static OptionalDouble number(String text) {
        String bare = text.strip();
        if (NUMBER.matcher(bare).matches()) {
            return OptionalDouble.of(Double.parseDouble(bare));
        }
        // Only numbers in digits may have white space around them.
        String lower = text.toLowerCase(Locale.ROOT);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        return INFINITE.contains(unsigned)
                ? OptionalDouble.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
                : OptionalDouble.empty();
    }
}
