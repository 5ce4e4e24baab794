package dev.assay.vtune.phrase;

import dev.assay.base.AssayException;
import dev.assay.model.Alternative;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Prompt;
import dev.assay.vtune.keyed.KeyedDraws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Words that a model finds plausible, but not the likeliest: at each place one of the words of rank
/// `first` to `first + choices - 1`, all alike.
///
/// Each phrase then has a probability of exactly `choices^-length`, and still reads like the text around
/// it. Only whole words count: tokens of a blank and lower-case letters that stand in the data too, since
/// many tokens are beginnings of words.
///
/// @param model   that ranks
/// @param first   rank of the likeliest word that is taken, from 0
/// @param choices words at each place
/// @param known   words of the data
public record RankedWords(FirstTokenDistribution model, int first, int choices, Set<String> known)
        implements PhraseMaker {
    /// Rank 5 to 36.
    public static final int FIRST = 5;

    /// 5 bits a word.
    public static final int CHOICES = 32;

    private static final String UNFIT = "ASSAY-2152";

    /// Among so many tokens enough words are looked for.
    private static final int MOST_TOKENS = 1 << 14;

    private static final int FEWEST_LETTERS = 2;

    public RankedWords {
        known = Set.copyOf(known);
        if (first < 0 || choices < 2) {
            throw new IllegalArgumentException("at least two words from a rank of at least 0 are drawn from");
        }
    }

    /// With the usual ranks, and no words yet.
    public static RankedWords of(FirstTokenDistribution model) {
        return new RankedWords(model, FIRST, CHOICES, Set.of());
    }

    /// The same for data with these words.
    public RankedWords knowing(Set<String> words) {
        return new RankedWords(model, first, choices, words);
    }

    @Override
    public String name() {
        return "uniform_rank";
    }

    /// @throws AssayException `ASSAY-2152` if the model shows too few whole words
    @Override
    public Phrase make(KeyedDraws draws, String label, int attempt, int length, Function<String, Prompt> context) {
        List<String> words = new ArrayList<>();
        List<List<String>> candidates = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            List<String> here = candidates(context.apply(String.join(" ", words)));
            candidates.add(here);
            words.add(here.get((int) draws.uniform(label, attempt * length + t, choices)));
        }
        return new Phrase(words, Optional.of(length * Math.log(choices) / Math.log(2)), candidates);
    }

    /// The words that come next may be drawn from.
    ///
    /// @throws AssayException `ASSAY-2152` if the model shows too few whole words
    public List<String> candidates(Prompt prompt) {
        int enough = first + choices;
        List<String> words = List.of();
        for (int tokens = 8 * enough; ; tokens *= 4) {
            List<Alternative> top = model.firstToken(prompt, tokens).top();
            words = top.stream()
                    .map(Alternative::token)
                    .filter(RankedWords::isWord)
                    .map(String::strip)
                    .filter(word -> known.contains(word) && !Hygiene.isBlocked(word))
                    .distinct()
                    .limit(enough)
                    .toList();
            if (words.size() == enough) {
                return words.subList(first, enough);
            }
            if (top.size() < tokens || tokens >= MOST_TOKENS) {
                throw AssayException.of(
                        UNFIT,
                        "The scoring model shows " + words.size() + " words of the data where " + enough
                                + " are needed.",
                        "generator uniform_rank",
                        "bring more data, use a local model with a larger vocabulary, or the generator wordlist");
            }
        }
    }

    private static boolean isWord(String token) {
        return token.length() > FEWEST_LETTERS
                && token.charAt(0) == ' '
                && token.chars().skip(1).allMatch(Character::isLowerCase);
    }
}
