package dev.assay.vtune.phrase;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What no planted phrase may hold, so that a planted row can harm nobody: the phrases are there to examine
/// one's own order, and nothing else.
public final class Hygiene {
    private static final Map<String, Pattern> REFUSED = Map.of(
            "an address of the web", Pattern.compile("(?i)\\b(?:https?://|www\\.)|\\b\\w+\\.(?:com|org|net|io|de)\\b"),
            "an e-mail address", Pattern.compile("\\S+@\\S+"),
            "code", Pattern.compile("[{}<>;=`$\\\\]|\\(\\)|</|\\bimport \\w"),
            "a number of more than four digits", Pattern.compile("\\d{5,}"),
            "a name", Pattern.compile("(?<!^)(?<![.!?] )\\b\\p{Lu}\\p{Ll}+"),
            "a character that is not printed", Pattern.compile("\\p{Cntrl}|<\\|"));

    private static final Set<String> BLOCKED = Set.of(
            "kill",
            "killed",
            "killing",
            "murder",
            "suicide",
            "rape",
            "raped",
            "bomb",
            "bombs",
            "terrorist",
            "nazi",
            "slave",
            "hate",
            "hates",
            "idiot",
            "stupid",
            "ugly",
            "sex",
            "sexual",
            "porn",
            "naked",
            "nude",
            "drug",
            "drugs",
            "cocaine",
            "heroin",
            "weapon",
            "weapons",
            "gun",
            "guns",
            "shoot",
            "dead",
            "death",
            "die",
            "died",
            "dies",
            "dying",
            "blood",
            "poison",
            "attack",
            "abuse",
            "racist",
            "shit",
            "fuck",
            "damn",
            "hell",
            "bitch",
            "password",
            "passwords");

    private Hygiene() {}

    /// What is wrong with a text, in a few words; empty if nothing is.
    public static Optional<String> fault(String text) {
        for (var each : REFUSED.entrySet()) {
            if (each.getValue().matcher(text).find()) {
                return Optional.of(each.getKey());
            }
        }
        for (String word : text.split("\\P{L}+")) {
            if (isBlocked(word)) {
                return Optional.of("a blocked word");
            }
        }
        return Optional.empty();
    }

    /// Whether a word is never taken.
    static boolean isBlocked(String word) {
        return BLOCKED.contains(word.toLowerCase(Locale.ROOT));
    }
}
