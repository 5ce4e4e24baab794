package dev.assay.livebench.fresh.tables;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// How often each value stands in a column. Numbers count by value, so that 3 is 3.0.
record ColumnValues(Map<String, Integer> counts) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    static ColumnValues of(List<String> column) {
        Map<String, Integer> counts = new HashMap<>();
        column.forEach(value -> counts.merge(canonical(value), 1, Integer::sum));
        return new ColumnValues(counts);
    }

    /// Those of each column of a table.
    static List<ColumnValues> each(SourceTable table) {
        return IntStream.range(0, table.header().size())
                .mapToObj(place -> of(table.column(place)))
                .toList();
    }

    /// How many values two columns have in common, repeats counted: the most rows that could be the
    /// same in both.
    int common(ColumnValues other) {
        return counts.entrySet().stream()
                .mapToInt(entry -> Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    private static String canonical(String value) {
        String bare = value.strip();
        return NUMBER.matcher(bare).matches()
                ? new BigDecimal(bare).stripTrailingZeros().toPlainString()
                : bare;
    }
}
