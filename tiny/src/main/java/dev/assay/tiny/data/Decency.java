package dev.assay.tiny.data;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Keeps slurs, obscenities and sexual matter out of the data.
///
/// WordNet marks such words by a usage domain ("ethnic slur", "disparagement", "obscenity") or in the definition; both
/// are looked at. A dictionary may list them, a small model that repeats its text should not learn them.
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
    private static final Pattern BARRED_WORDING = Pattern.compile(
            "(?i)\\b(slurs?|obscen\\w*|vulgar\\w*|derogat\\w*|disparag\\w*|offensive|insulting|profan\\w*|taboo|"
                    + "sexual\\w*|intercourse|coit\\w*|copulat\\w*|genital\\w*|penis\\w*|vagina\\w*|prostitut\\w*|brothels?|"
                    + "masturbat\\w*|erotic\\w*|orgasm\\w*|buttocks|anus|sodomy|rape|raped|rapist|"
                    + "incest\\w*|pedophil\\w*|feces|fecal|excrement|urinat\\w*|defecat\\w*|whores?|sluts?|bitch\\w*|"
                    + "bastards?|negro\\w*|nigger\\w*|faggots?|kaffirs?|coolies?|colored (person|people|man|woman)|mulatto|half-breed|retard(ed|s)?|"
                    + "feebleminded|idiots?|imbeciles?|morons?|cripples?|savages?|heathens?|genocid\\w*|suicid\\w*)\\b");

    private Decency() {}

    /// Whether the words, their usage domains and their gloss may all stand in the data.
    static boolean allows(List<String> lemmas, List<String> usages, String gloss) {
        return usages.stream().noneMatch(BARRED_USAGES::contains)
                && !BARRED_WORDING.matcher(gloss).find()
                && lemmas.stream()
                        .noneMatch(lemma -> BARRED_WORDING.matcher(lemma).find());
    }
}
