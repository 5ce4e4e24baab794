package dev.assay.livebench.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Habits of Python's strings and numbers that decide what an official grader reads.
public final class Python {
    /// Python's ASCII punctuation.
    public static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// Dot matches line ends too.
    public static final int DOTALL = Pattern.DOTALL;

    /// Letters' case counts for nothing.
    public static final int IGNORE_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /// Line ends match `^` and `$`.
    public static final int MULTILINE = Pattern.MULTILINE;

    private Python() {}

    private static final String LETTERS = "\\p{L}\\p{N}_";
    private static final String NO_LETTERS = "[^" + LETTERS + "]";
    private static final String BOUNDARY =
            "(?:(?<=[" + LETTERS + "])(?![" + LETTERS + "])|(?<![" + LETTERS + "])(?=[" + LETTERS + "]))";
    private static final String SPACES = "\\s\\x1c-\\x1f";

    /// A regular expression whose classes know Unicode and whose only line end is `\n`; `\w` is a
    /// letter, a number of any kind or an underscore, and no combining mark.
    public static Pattern pattern(String regex, int... flags) {
        int all = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
        for (int flag : flags) {
            all |= flag;
        }
        return Pattern.compile(translated(regex), all);
    }

    private static String translated(String regex) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c != '\\' || i + 1 == regex.length()) {
                inClass = c == '[' || (inClass && c != ']');
                java.append(c);
                continue;
            }
            char escaped = regex.charAt(++i);
            java.append(
                    switch (escaped) {
                        case 'w' -> inClass ? LETTERS : "[" + LETTERS + "]";
                        case 's' -> inClass ? SPACES : "[" + SPACES + "]";
                        case 'W' -> NO_LETTERS;
                        case 'b' -> BOUNDARY;
                        default -> "\\" + escaped;
                    });
        }
        return java.toString();
    }

    /// What the only group of a pattern, or the whole match where there is none, captured each time.
    public static List<String> findAll(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String group = matcher.group(Math.min(1, matcher.groupCount()));
            found.add(group == null ? "" : group);
        }
        return found;
    }

    /// Whether `str.isspace` says so.
    public static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || codePoint == 0x85
                || codePoint == 0xA0
                || codePoint == 0x2007
                || codePoint == 0x202F;
    }

    /// Without white space at both ends.
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /// Without white space at the end.
    public static String stripEnd(String text) {
        int to = text.length();
        while (to > 0 && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }

    /// Without some characters at both ends.
    public static String strip(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /// The words between white space.
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean gap = i == text.length() || isSpace(text.charAt(i));
            if (gap && from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            } else if (!gap && from < 0) {
                from = i;
            }
        }
        return words;
    }

    /// The pieces between separators, empty ones too.
    public static List<String> split(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            pieces.add(text.substring(from, at));
            from = at + separator.length();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /// The lines, as `text.split('\n')`.
    public static List<String> lines(String text) {
        return split(text, "\n");
    }

    /// The last characters, all of a shorter text.
    public static String last(String text, int characters) {
        int count = text.codePointCount(0, text.length());
        return count <= characters ? text : text.substring(text.offsetByCodePoints(text.length(), -characters));
    }

    /// Small letters throughout.
    public static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /// `str.islower`: at least one letter has a case, and every one that has is lower.
    public static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    /// `str.isupper`: at least one letter has a case, and every one that has is upper.
    public static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    /// How often a piece occurs, no two overlapping.
    public static int count(String text, String piece) {
        int count = 0;
        for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + piece.length())) {
            count++;
        }
        return count;
    }

    /// As `int(text)`: spaces around, a sign, digits of any script with single underscores between;
    /// nothing where that fails. Numbers beyond a `long` are taken as the nearest.
    public static OptionalLong integer(String text) {
        String digits = strip(text);
        if (!digits.matches("[+-]?\\p{Nd}+(_\\p{Nd}+)*")) {
            return OptionalLong.empty();
        }
        StringBuilder ascii = new StringBuilder();
        digits.codePoints().filter(c -> c != '_').forEach(c -> {
            if (c == '+' || c == '-') {
                ascii.append((char) c);
            } else {
                ascii.append(Character.digit(c, 10));
            }
        });
        java.math.BigInteger value = new java.math.BigInteger(ascii.toString());
        return OptionalLong.of(
                value.bitLength() < Long.SIZE
                        ? value.longValue()
                        : value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    /// As `round(value, digits)`: half to even on the number's exact value.
    public static double round(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }
}
