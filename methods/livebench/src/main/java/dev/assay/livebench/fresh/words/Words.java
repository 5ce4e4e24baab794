package dev.assay.livebench.fresh.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a text that are plain words: all in small letters from a to z, between blanks and
/// punctuation. No such word stands in a formula, an address, a name, a number, a compound with a
/// hyphen, a contraction or a command.
final class Words {
    private static final Pattern FORMULA =
            Pattern.compile("\\$\\$[^$]*\\$\\$|\\$[^$]*\\$|\\\\\\(.*?\\\\\\)|\\\\\\[.*?\\\\\\]|`[^`]*`");
    private static final Pattern TOKEN = Pattern.compile("\\S+");
    private static final Pattern PLAIN =
            Pattern.compile("[\"'(\\[\\u2018\\u201C]{0,3}([a-z]+)[\"')\\].,;:!?\\u2019\\u201D]{0,4}");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");

    /// A plain word and where it stands.
    record Place(int start, int end, String word) {}

    private Words() {}

    /// The plain words, in order.
    static List<Place> plain(String text) {
        List<Place> places = new ArrayList<>();
        Matcher token = TOKEN.matcher(masked(text));
        while (token.find()) {
            Matcher plain = PLAIN.matcher(token.group());
            if (plain.matches()) {
                int start = token.start() + plain.start(1);
                places.add(new Place(start, start + plain.group(1).length(), plain.group(1)));
            }
        }
        return places;
    }

    /// Whether a dollar sign is left over, so that it cannot be told what is a formula.
    static boolean isUnbalanced(String text) {
        return masked(text).indexOf('$') >= 0;
    }

    /// Every run of letters, in small ones.
    static List<String> all(String text) {
        List<String> all = new ArrayList<>();
        Matcher letters = LETTERS.matcher(text);
        while (letters.find()) {
            all.add(letters.group().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /// With formulas covered, in the same length.
    private static String masked(String text) {
        return FORMULA.matcher(text)
                .replaceAll(formula -> "#".repeat(formula.group().length()));
    }
}
