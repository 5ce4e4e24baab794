package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;

/// Counts lines of lists, as the regular expressions `^\s*\*[^\*].*$` and `^\s*-.*$` find them, in a
/// time that grows with the text only.
final class Bullets {
    private Bullets() {}

    /// Lines that begin with one star, after any white space, line ends too.
    static int stars(String text) {
        return count(text, '*');
    }

    /// Lines that begin with a dash, after any white space.
    static int dashes(String text) {
        return count(text, '-');
    }

    private static int count(String text, char mark) {
        int count = 0;
        int line = 0;
        while (line < text.length()) {
            int at = line;
            while (at < text.length() && Python.isSpace(text.charAt(at))) {
                at++;
            }
            int last = at;
            if (at < text.length() && text.charAt(at) == mark) {
                // What follows one star may be the end of its line, and then the next line belongs to it.
                boolean found = mark == '-' || (at + 1 < text.length() && text.charAt(at + 1) != '*');
                count += found ? 1 : 0;
                last = found && mark == '*' ? at + 2 : at;
            }
            int end = text.indexOf('\n', last);
            line = end < 0 ? text.length() : end + 1;
        }
        return count;
    }
}
