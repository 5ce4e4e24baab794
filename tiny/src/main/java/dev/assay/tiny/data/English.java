package dev.assay.tiny.data;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The small part of English grammar that whole sentences need: articles, capitals, full stops, lists.
final class English {
    /// Written with a vowel, spoken with a consonant: a unit, a European, a one-way street, a ewe.
    private static final Pattern SPOKEN_CONSONANT =
            Pattern.compile("(uni(?!n|mp|mag|de|nt)|unanim|us(?=[aeiu])|ut(?=[eio])|ur(?=[aei])|ubiq|uk|eu|ewe|"
                    + "on(e\\b|ce|eness)|ufo|ugand|uvul|ouija).*");
    /// Written with a consonant, spoken with a vowel: an hour, an heir, an honest man.
    private static final Pattern SILENT_H = Pattern.compile("(hour|heir|honest|honor|honour|herb(?!iv|ert)|hors d).*");
    /// Letters whose names begin with a vowel, for words that are spelt out: an MRI, an X-ray.
    private static final Pattern SPELT_VOWEL = Pattern.compile("([AEFHILMNORSX](?![a-z])|[aefhilmnorsx]-).*");
    private static final Pattern SPELT_CONSONANT = Pattern.compile("([BCDGJKPQTUVWYZ](?![a-z])|u-).*");
    private static final Pattern NUMBER_WITH_VOWEL = Pattern.compile("(8|11(?!\\d)|18(?!\\d)).*");

    private English() {}

    /// The phrase with `a` or `an` before it, as it is spoken.
    static String indefinite(String phrase) {
        return (startsWithVowelSound(phrase) ? "an " : "a ") + phrase;
    }

    private static boolean startsWithVowelSound(String phrase) {
        if (SPELT_VOWEL.matcher(phrase).matches()) {
            return true;
        }
        if (SPELT_CONSONANT.matcher(phrase).matches()) {
            return false;
        }
        String lower = phrase.toLowerCase(Locale.ROOT);
        if (SILENT_H.matcher(lower).matches()
                || NUMBER_WITH_VOWEL.matcher(lower).matches()) {
            return true;
        }
        return "aeiou".indexOf(lower.charAt(0)) >= 0
                && !SPOKEN_CONSONANT.matcher(lower).matches();
    }

    static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// The text with a capital at its start and a full stop at its end, where it has no stop yet.
    static String sentence(String text) {
        String start = capitalized(text.strip());
        if (start.isEmpty() || ".!?".indexOf(start.charAt(start.length() - 1)) >= 0) {
            return start;
        }
        return start + ".";
    }

    /// `a`, `a and b`, `a, b and c`.
    static String list(List<String> items) {
        return list(items, " and ");
    }

    /// `a`, `a or b`, `a, b or c`.
    static String alternatives(List<String> items) {
        return list(items, " or ");
    }

    private static String list(List<String> items, String last) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + last + items.getLast();
    }
}
