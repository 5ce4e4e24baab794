package dev.assay.livebench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What stands between `<solution>` and `</solution>`.
///
/// Read by hand and not by a regular expression, which takes time that grows with the square of a text
/// full of tags that nobody closes.
public enum SolutionTags {
    /// On one line, in small letters.
    ONE_LINE(true, false, false),
    /// Over several lines too.
    LINES(true, true, false),
    /// Over several lines, in any letters.
    ANY_CASE(true, true, true),
    /// Where the first tag was closed instead of opened.
    BROKEN(false, false, false),
    /// The same over several lines.
    BROKEN_LINES(false, true, false),
    /// The same over several lines and in any letters.
    BROKEN_ANY_CASE(false, true, true);

    private static final String OPEN = "<solution>";
    private static final String CLOSE = "</solution>";

    private final String begin;
    private final boolean lines;
    private final boolean anyCase;

    SolutionTags(boolean opened, boolean lines, boolean anyCase) {
        this.begin = opened ? OPEN : CLOSE;
        this.lines = lines;
        this.anyCase = anyCase;
    }

    /// All contents, in order.
    public List<String> all(String text) {
        String read = anyCase ? small(text) : text;
        List<String> found = new ArrayList<>();
        int begun = read.indexOf(begin);
        int close = -1;
        int line = -1;
        while (begun >= 0) {
            int from = begun + begin.length();
            close = close >= from ? close : read.indexOf(CLOSE, from);
            if (close < 0) {
                break;
            }
            line = lines || line >= from ? line : endOfLine(read, from);
            if (lines || close < line) {
                found.add(text.substring(from, close));
                begun = read.indexOf(begin, close + CLOSE.length());
            } else {
                begun = read.indexOf(begin, begun + 1);
            }
        }
        return found;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /// In small letters, of the same length; the long s is an s, as where case counts for nothing.
    private static String small(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String same = lower.length() == text.length() ? lower : ascii(text);
        return same.replace('\u017F', 's');
    }

    private static String ascii(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] >= 'A' && characters[i] <= 'Z') {
                characters[i] = (char) (characters[i] + ('a' - 'A'));
            }
        }
        return new String(characters);
    }

    /// The last.
    public Optional<String> last(String text) {
        List<String> all = all(text);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
