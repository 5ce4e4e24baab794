package dev.assay.lm.tokenizer;

import java.util.Optional;

/// Looks for regular expressions that a hostile `tokenizer.json` could stop the process with.
///
/// The native library ends the process when a match takes too many steps. Such patterns repeat a group, repeat a
/// repetition, or refer back to what matched; the published ones do none of these, so those that do are refused.
final class SplitPattern {
    private static final int LONGEST = 4_000;

    private SplitPattern() {}

    /// Why a pattern is refused, if it is.
    static Optional<String> fault(String pattern) {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            return Optional.of("A pattern has 1 to " + LONGEST + " characters, this one " + pattern.length() + ".");
        }
        char before = '(';
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i = endOfEscape(pattern, i + 1);
                if (i < 0) {
                    return Optional.of("The pattern refers back to a group.");
                }
            } else if (c == '[') {
                i = endOfClass(pattern, i);
            } else if (repeats(c) && repeatsTooMuch(before, c)) {
                return Optional.of("The pattern repeats a group or a repetition at character " + i + ".");
            }
            before = c;
        }
        return Optional.empty();
    }

    /// The last character of an escape such as `\s` or `\p{L}`, or -1 if it refers back.
    private static int endOfEscape(String pattern, int letter) {
        if (letter >= pattern.length()) {
            return letter;
        }
        char c = pattern.charAt(letter);
        if ("123456789kg".indexOf(c) >= 0) {
            return -1;
        }
        boolean braced = "pPx".indexOf(c) >= 0 && pattern.startsWith("{", letter + 1);
        int end = braced ? pattern.indexOf('}', letter) : letter;
        return end < 0 ? pattern.length() : end;
    }

    private static boolean repeats(char c) {
        return c == '*' || c == '+' || c == '{';
    }

    /// A `+` after `?`, `*` or `+` only forbids to go back; other repetitions of repetitions nest.
    private static boolean repeatsTooMuch(char before, char c) {
        return before == ')' || before == '}' || (c != '+' && "?*+".indexOf(before) >= 0);
    }

    private static int endOfClass(String pattern, int from) {
        int depth = 0;
        for (int i = from; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return i;
            }
        }
        return pattern.length();
    }
}
