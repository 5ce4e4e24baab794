package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Strings as Python sees them: counted in code points, with Unicode's white space.
final class Texts {
    private static final int MOST_CHARACTERS = 1 << 20;

    private Texts() {}

    /// What `str.isspace` says of one character.
    static boolean isSpace(int point) {
        return switch (point) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, ' ' -> true;
            default ->
                (point >= '\t' && point <= '\r')
                        || (point >= 0x1C && point <= 0x1F)
                        || (point >= 0x2000 && point <= 0x200A);
        };
    }

    /// A digit, or another character that stands for a number (`Ⅷ`, `½`).
    static boolean isNumber(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    static boolean isBlank(String text) {
        return text.codePoints().allMatch(Texts::isSpace);
    }

    static String strip(String text) {
        return stripEnd(stripStart(text, Texts::isSpace), Texts::isSpace);
    }

    static String stripEnd(String text) {
        return stripEnd(text, Texts::isSpace);
    }

    static String stripStart(String text, IntPredicate goes) {
        int from = 0;
        while (from < text.length() && goes.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        return text.substring(from);
    }

    static String stripEnd(String text, IntPredicate goes) {
        int to = text.length();
        while (to > 0 && goes.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(0, to);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Each character as a text of its own.
    static List<Value> characters(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw JinjaException.failed("a text of " + text.length() + " characters is too long to be taken apart");
        }
        return text.codePoints()
                .mapToObj(point -> Value.of(Character.toString(point)))
                .toList();
    }

    /// `str.split()` without a separator: at runs of white space.
    static List<String> words(String text, long most) {
        List<String> words = new ArrayList<>();
        String rest = stripStart(text, Texts::isSpace);
        while (!rest.isEmpty()) {
            int end = 0;
            while (end < rest.length() && !isSpace(rest.codePointAt(end))) {
                end += Character.charCount(rest.codePointAt(end));
            }
            if (most >= 0 && words.size() == most) {
                end = rest.length();
            }
            words.add(rest.substring(0, end));
            rest = stripStart(rest.substring(end), Texts::isSpace);
        }
        return words;
    }

    /// `str.split(separator, most)`; a negative `most` is no limit.
    static List<String> split(String text, String separator, long most) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && (most < 0 || parts.size() < most); ) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    /// `str.rsplit(separator, most)`.
    static List<String> splitFromEnd(String text, String separator, long most) {
        List<String> parts = new ArrayList<>();
        int to = text.length();
        while (most < 0 || parts.size() < most) {
            int at = text.lastIndexOf(separator, to - separator.length());
            if (at < 0 || to < separator.length()) {
                break;
            }
            parts.addFirst(text.substring(at + separator.length(), to));
            to = at;
        }
        parts.addFirst(text.substring(0, to));
        return parts;
    }

    /// `str.splitlines()`.
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            if ("\n\r\u000B\f\u001C\u001D\u001E\u0085\u2028\u2029".indexOf(text.charAt(at)) < 0) {
                at++;
                continue;
            }
            lines.add(text.substring(from, at));
            at += text.startsWith("\r\n", at) ? 2 : 1;
            from = at;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /// `str.replace(old, new, most)`; a negative `most` is no limit.
    static String replace(String text, String old, String with, long most, Budget budget) {
        if (old.isEmpty()) {
            return replaceNothing(text, with, most, budget);
        }
        List<String> parts = split(text, old, most);
        budget.beforeMaking(text.length() + (long) parts.size() * with.length());
        return String.join(with, parts);
    }

    /// Python puts the text between all characters.
    private static String replaceNothing(String text, String with, long most, Budget budget) {
        budget.beforeMaking(text.length() + (long) (text.length() + 1) * with.length());
        StringBuilder replaced = new StringBuilder();
        long done = 0;
        for (Value character : characters(text)) {
            replaced.append(most < 0 || done++ < most ? with : "").append(PythonText.of(character));
        }
        return replaced.append(most < 0 || done < most ? with : "").toString();
    }

    /// `str.capitalize()`.
    static String capitalized(String text) {
        int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT)
                + text.substring(end).toLowerCase(Locale.ROOT);
    }

    /// `str.title()`: the first letter after anything that is no letter is upper case.
    static String titled(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inside = false;
        for (int point : text.codePoints().toArray()) {
            boolean letter = Character.isLetter(point);
            titled.appendCodePoint(
                    !letter ? point : inside ? Character.toLowerCase(point) : Character.toTitleCase(point));
            inside = letter;
        }
        return titled.toString();
    }
}
