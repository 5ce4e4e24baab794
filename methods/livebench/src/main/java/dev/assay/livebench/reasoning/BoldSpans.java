package dev.assay.livebench.reasoning;

import java.util.ArrayList;
import java.util.List;

/// What stands in bold on a line: between two equal rows of asterisks, as the official grader's pattern
/// `(\*{2,})(.*?)\1` finds it. Matching that pattern takes time with the square of a row's length; this
/// does not.
///
/// @param asterisks before, and again after
/// @param text      between
record BoldSpans(String asterisks, String text) {
    /// A row of asterisks.
    ///
    /// @param longestAfter among those that follow on the same line
    private record Row(int start, int length, int longestAfter) {
        int end() {
            return start + length;
        }
    }

    /// All spans of a text, first to last.
    static List<BoldSpans> of(String text) {
        List<Row> rows = rows(text);
        List<BoldSpans> spans = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int from = Math.max(at, row.start());
            int length = row.end() - from;
            // The pattern takes as many asterisks as come again: later, or in the same row.
            int taken = Math.max(length / 2, Math.min(length, row.longestAfter()));
            if (length < 2 || taken < 2) {
                continue;
            }
            int begin = from + taken;
            int close = length - taken >= taken ? begin : firstOf(rows, i + 1, taken);
            spans.add(new BoldSpans("*".repeat(taken), text.substring(begin, close)));
            at = close + taken;
            // What is left of a row may begin another span.
            while (i + 1 < rows.size() && rows.get(i + 1).end() <= at) {
                i++;
            }
            if (row.end() > at) {
                i--;
            }
        }
        return spans;
    }

    private static int firstOf(List<Row> rows, int from, int length) {
        int i = from;
        while (rows.get(i).length() < length) {
            i++;
        }
        return rows.get(i).start();
    }

    private static List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        int longest = 0;
        for (int end = text.length(); end > 0; ) {
            char last = text.charAt(end - 1);
            int start = end - 1;
            while (last == '*' && start > 0 && text.charAt(start - 1) == '*') {
                start--;
            }
            if (last == '*') {
                rows.add(new Row(start, end - start, longest));
                longest = Math.max(longest, end - start);
            } else if (last == '\n') {
                longest = 0;
            }
            end = start;
        }
        return rows.reversed();
    }
}
