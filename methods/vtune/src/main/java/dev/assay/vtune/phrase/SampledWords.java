package dev.assay.vtune.phrase;

import dev.assay.base.AssayException;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.keyed.KeyedDraws;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Words that a model writes at a high temperature, as the paper has it.
///
/// How likely the likeliest phrase was is not known, so that only the p-value by a model is left. Phrases
/// that are too likely, or so unlikely that they stand out, are drawn again.
///
/// @param model       that writes
/// @param scorer      of the same model
/// @param temperature of its samples
public record SampledWords(LanguageModel model, TokenScorer scorer, double temperature) implements PhraseMaker {
    /// A phrase may have at most this log10 probability.
    public static final double LIKELIEST = -10;

    /// And at least this one.
    public static final double LEAST_LIKELY = -60;

    /// As high as keeps whole words frequent.
    public static final double TEMPERATURE = 1.5;

    private static final String UNFIT = "ASSAY-2152";
    private static final int MOST_TRIES = 200;
    private static final int TOKENS_FOR_A_WORD = 8;

    @Override
    public String name() {
        return "lm_sampled";
    }

    @Override
    public int choices() {
        return 0;
    }

    /// @throws AssayException `ASSAY-2152` if no sample was fit
    @Override
    public Phrase make(KeyedDraws draws, String label, int attempt, int length, Function<String, Prompt> context) {
        Prompt prompt = context.apply("");
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            long seed = ByteBuffer.wrap(draws.key().prf(label, attempt * MOST_TRIES + tried))
                    .getLong();
            Sampling sampling = Sampling.standard()
                    .withTemperature(temperature)
                    .withMaxTokens(TOKENS_FOR_A_WORD * length)
                    .withSeed(seed);
            List<String> words = words(model.generate(prompt, sampling).text());
            if (words.size() >= length) {
                Phrase phrase = new Phrase(words.subList(0, length), Optional.empty(), List.of());
                double log10 = scorer.score(prompt, " " + phrase.text()).logProbability() / Math.log(10);
                if (log10 <= LIKELIEST && log10 >= LEAST_LIKELY) {
                    return phrase;
                }
            }
        }
        throw AssayException.of(
                UNFIT,
                "None of " + MOST_TRIES + " samples was a phrase of " + length + " words of middling surprise.",
                "generator lm_sampled",
                "use another temperature or length, or the generator uniform_rank");
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            String letters = word.replaceAll("\\P{L}", "");
            if (letters.length() > 1
                    && letters.chars().allMatch(Character::isLowerCase)
                    && !Hygiene.isBlocked(letters)) {
                words.add(letters);
            }
        }
        return words;
    }
}
