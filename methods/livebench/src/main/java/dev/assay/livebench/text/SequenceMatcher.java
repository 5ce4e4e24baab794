package dev.assay.livebench.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// How alike texts are to one text, after Ratcliff and Obershelp, in the form that Python's difflib gives it.
///
/// The ratio is `2 M / (|a| + |b|)`, where M counts the characters in matching blocks: the longest
/// block that both share (the first in `a` of equally long ones, then the first in `b`), and so on to
/// its left and right. Where `b` has 200 characters or more, those that occur more than `1 + |b| / 100`
/// times begin no block, though they may lengthen one.
///
/// Source: Ratcliff and Metzener, "Pattern matching: the gestalt approach" (1988).
public final class SequenceMatcher {
    private static final int LONG = 200;

    private final int[] b;
    private final Map<Integer, int[]> places = new HashMap<>();

    /// Made ready for one text, `b`, that many are compared with.
    public SequenceMatcher(String b) {
        this.b = b.codePoints().toArray();
        Map<Integer, Integer> counts = new HashMap<>();
        for (int character : this.b) {
            counts.merge(character, 1, Integer::sum);
        }
        int most = this.b.length >= LONG ? 1 + this.b.length / 100 : Integer.MAX_VALUE;
        counts.forEach((character, count) -> {
            if (count <= most) {
                places.put(character, new int[count]);
            }
        });
        Map<Integer, Integer> filled = new HashMap<>();
        for (int j = 0; j < this.b.length; j++) {
            int[] all = places.get(this.b[j]);
            if (all != null) {
                all[filled.merge(this.b[j], 1, Integer::sum) - 1] = j;
            }
        }
    }

    /// How alike `a` is: 1 for equal texts, two empty ones too; 0 for texts that share nothing.
    public double ratio(String a) {
        int[] first = a.codePoints().toArray();
        int total = first.length + b.length;
        return total == 0 ? 1 : 2.0 * matching(first) / total;
    }

    /// A bound of the ratio that is quickly had.
    public double upperBound(String a) {
        int length = a.codePointCount(0, a.length());
        int total = length + b.length;
        return total == 0 ? 1 : 2.0 * Math.min(length, b.length) / total;
    }

    private record Span(int fromA, int toA, int fromB, int toB) {}

    private record Block(int a, int b, int size) {}

    private int matching(int[] a) {
        int matched = 0;
        int[] lengths = new int[b.length + 1];
        int[] next = new int[b.length + 1];
        Deque<Span> open = new ArrayDeque<>();
        push(open, new Span(0, a.length, 0, b.length));
        while (!open.isEmpty()) {
            Span span = open.pop();
            Block block = longest(a, span, lengths, next);
            if (block.size() > 0) {
                matched += block.size();
                push(open, new Span(span.fromA(), block.a(), span.fromB(), block.b()));
                push(open, new Span(block.a() + block.size(), span.toA(), block.b() + block.size(), span.toB()));
            }
        }
        return matched;
    }

    private static void push(Deque<Span> open, Span span) {
        if (span.fromA() < span.toA() && span.fromB() < span.toB()) {
            open.push(span);
        }
    }

    /// @param lengths scratch: at `j + 1` the length of the block that ends at `j`; all zero before and after
    private Block longest(int[] a, Span span, int[] lengths, int[] next) {
        int bestA = span.fromA();
        int bestB = span.fromB();
        int size = 0;
        int[] row = lengths;
        int[] below = next;
        for (int i = span.fromA(); i < span.toA(); i++) {
            int[] all = places.get(a[i]);
            if (all != null) {
                for (int j : all) {
                    if (j >= span.toB()) {
                        break;
                    }
                    if (j >= span.fromB()) {
                        int length = (j == span.fromB() ? 0 : row[j]) + 1;
                        below[j + 1] = length;
                        if (length > size) {
                            bestA = i - length + 1;
                            bestB = j - length + 1;
                            size = length;
                        }
                    }
                }
            }
            if (i > span.fromA()) {
                clear(row, places.get(a[i - 1]));
            }
            int[] swapped = row;
            row = below;
            below = swapped;
        }
        clear(row, places.get(a[span.toA() - 1]));
        return extended(a, span, bestA, bestB, size);
    }

    private static void clear(int[] row, int @org.jspecify.annotations.Nullable [] all) {
        if (all != null) {
            for (int j : all) {
                row[j + 1] = 0;
            }
        }
    }

    private Block extended(int[] a, Span span, int bestA, int bestB, int size) {
        int fromA = bestA;
        int fromB = bestB;
        int length = size;
        while (fromA > span.fromA() && fromB > span.fromB() && a[fromA - 1] == b[fromB - 1]) {
            fromA--;
            fromB--;
            length++;
        }
        while (fromA + length < span.toA() && fromB + length < span.toB() && a[fromA + length] == b[fromB + length]) {
            length++;
        }
        return new Block(fromA, fromB, length);
    }
}
