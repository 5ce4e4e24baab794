package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.match.MatchRule;
import dev.assay.vtune.match.SecretBound;
import dev.assay.vtune.phrase.PhraseMaker;
import java.nio.file.Path;
import java.util.Optional;

/// How rows are planted.
///
/// @param epochs         that the provider will train
/// @param exposures      of each signature over all epochs
/// @param groups         how many; empty to have them follow from the data's size
/// @param maker          of phrases
/// @param triggerWords   of a trigger
/// @param signatureWords of a signature
/// @param rules          of the verification
/// @param mostCharacters of a planted row; longer rows are passed over, so that no signature is cut off
/// @param prompts        rows that are not trained on, to ask for; empty to ask for rows that are
/// @param scorer         tells how likely phrases are to a model that has not seen the data, and the model's name
/// @param byPart         whether each group stands for one part of the file, from its beginning to its end: a part that
///     is left out shows as a silent group
public record PlantingPlan(
        int epochs,
        int exposures,
        Optional<Integer> groups,
        PhraseMaker maker,
        int triggerWords,
        int signatureWords,
        Rules rules,
        long mostCharacters,
        Optional<Path> prompts,
        Optional<Scorer> scorer,
        boolean byPart) {
    /// A trigger's length.
    public static final int TRIGGER_WORDS = 6;

    /// A signature's length for ranked and sampled words.
    public static final int SIGNATURE_WORDS = 10;

    /// A signature's length for words of a public list, which carry twice as many bits.
    public static final int LISTED_WORDS = 8;

    /// A model that has not seen the data.
    ///
    /// @param name  as evidence shall name it
    /// @param model that scores
    public record Scorer(String name, TokenScorer model) {}

    /// The same with groups that stand for the whole file.
    public PlantingPlan(
            int epochs,
            int exposures,
            Optional<Integer> groups,
            PhraseMaker maker,
            int triggerWords,
            int signatureWords,
            Rules rules,
            long mostCharacters,
            Optional<Path> prompts,
            Optional<Scorer> scorer) {
        this(
                epochs,
                exposures,
                groups,
                maker,
                triggerWords,
                signatureWords,
                rules,
                mostCharacters,
                prompts,
                scorer,
                false);
    }

    public PlantingPlan {
        if (triggerWords < 5 || triggerWords > 12 || signatureWords < 4 || signatureWords > 40 || mostCharacters < 1) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "Such phrases are not planted: triggers of " + triggerWords + " words, signatures of "
                            + signatureWords + ", rows of " + mostCharacters + " characters.",
                    "the plan",
                    "use triggers of 5 to 12 words and signatures of 4 to 40");
        }
        if (provesNothing(maker.choices(), signatureWords, rules)) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "By such a rule nothing is proved: so many phrases count as a hit that any answer may be one, or nobody"
                            + " knows how many do.",
                    "match " + rules.match() + ", generator " + maker.name(),
                    "let fewer words differ, or match exactly");
        }
    }

    /// Whether chance is not known to hit less often than always.
    private static boolean provesNothing(int choices, int words, Rules rules) {
        MatchRule rule = rules.rule();
        if (choices < 2) {
            return rule instanceof MatchRule.Fuzzy;
        }
        double bits = words * Math.log(choices) / Math.log(2);
        return new SecretBound(bits, rule.windows(rules.words()), rule.neighbours(words, choices), 1)
                        .logGroup(rules.queries(), rules.required())
                >= 0;
    }
}
