package dev.assay.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the real name that a misspelt one was probably meant to be.
///
/// The distance is that of optimal string alignment (insert, delete, replace or swap two neighbours, each counts
/// 1) on lower-case letters with `_` read as `-`. A name is suggested when its distance is at most a third of
/// the longer one's length, rounded up. Source: Damerau, "A technique for computer detection and correction of
/// spelling errors" (1964).
public final class NearestName {
    private static final int LONGEST = 200;

    private NearestName() {}

    /// The nearest of the real names, or empty if none is near.
    public static Optional<String> of(String name, Collection<String> realNames) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return realNames.stream()
                .filter(real -> distance(name, real) * 3 <= Math.max(name.length(), real.length()) + 2)
                .min(Comparator.comparingInt((String real) -> distance(name, real))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// How many edits lie between two names.
    ///
    /// Cost: `a.length · b.length` steps.
    static int distance(String a, String b) {
        String left = normal(a);
        String right = normal(b);
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = nextRow(left, right, i, last, beforeLast);
            beforeLast = last;
            last = row;
        }
        return last[right.length()];
    }

    private static int[] nextRow(String left, String right, int i, int[] last, int[] beforeLast) {
        int[] row = new int[right.length() + 1];
        row[0] = i;
        for (int j = 1; j <= right.length(); j++) {
            int replaced = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
            boolean swapped = i > 1
                    && j > 1
                    && left.charAt(i - 1) == right.charAt(j - 2)
                    && left.charAt(i - 2) == right.charAt(j - 1);
            if (swapped) {
                row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
        }
        return row;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
