package dev.assay.tiny.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Keeps slurs, obscenities and sexual matter out of the data.
///
/// WordNet marks such words by a usage domain ("ethnic slur", "disparagement", "obscenity") or in the definition;
/// both are looked at. A dictionary may list them, a small model that repeats its text should not learn them.
final class Decency {
    private static final Set<String> BARRED_USAGES = Set.of(
            "ethnic slur",
            "disparagement",
            "depreciation",
            "derogation",
            "obscenity",
            "smut",
            "vulgarism",
            "profanity");
    private static final Set<String> BARRED_WORDS = Set.of(
            "slur",
            "slurs",
            "offensive",
            "insulting",
            "taboo",
            "intercourse",
            "brothel",
            "brothels",
            "buttocks",
            "anus",
            "sodomy",
            "rape",
            "raped",
            "rapist",
            "feces",
            "fecal",
            "excrement",
            "whore",
            "whores",
            "slut",
            "sluts",
            "bastard",
            "bastards",
            "nigger",
            "niggers",
            "faggot",
            "faggots",
            "spic",
            "spics",
            "kaffir",
            "kaffirs",
            "coolie",
            "coolies",
            "mulatto",
            "retard",
            "retards",
            "retarded",
            "feebleminded",
            "idiot",
            "idiots",
            "imbecile",
            "imbeciles",
            "moron",
            "morons",
            "cripple",
            "cripples",
            "savage",
            "savages",
            "heathen",
            "heathens",
            "negro",
            "negros",
            "negroes");
    private static final List<String> BARRED_STEMS = List.of(
            "obscen",
            "vulgar",
            "derogat",
            "disparag",
            "profan",
            "sexual",
            "coit",
            "copulat",
            "genital",
            "penis",
            "vagina",
            "prostitut",
            "masturbat",
            "erotic",
            "orgasm",
            "incest",
            "pedophil",
            "urinat",
            "defecat",
            "bitch",
            "genocid",
            "suicid");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");

    private Decency() {}

    /// Whether the words, their usage domains and their gloss may all stand in the data.
    static boolean allows(List<String> lemmas, List<String> usages, String gloss) {
        return usages.stream().noneMatch(BARRED_USAGES::contains)
                && isDecent(gloss)
                && lemmas.stream().allMatch(Decency::isDecent);
    }

    private static boolean isDecent(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return !lower.contains("half-breed")
                && !lower.contains("colored person")
                && NOT_LETTERS.splitAsStream(lower).noneMatch(Decency::isBarred);
    }

    private static boolean isBarred(String word) {
        return BARRED_WORDS.contains(word) || BARRED_STEMS.stream().anyMatch(word::startsWith);
    }
}
