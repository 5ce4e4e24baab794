package dev.assay.livebench.fresh.words;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Puts misspellings into a text, each of which can be undone in one way only.
///
/// A word is misspelt only if it is a common one. The misspelt word is no word itself, neither a common
/// one nor one of the text, and of all these words the right one alone is one slip away from it.
final class TypoInjector {
    /// Shorter words have too many neighbours.
    private static final int SHORTEST = 4;

    private final String text;
    private final Lexicon lexicon;

    TypoInjector(String text) {
        this.text = text;
        this.lexicon = Lexicon.common().with(Words.all(text));
    }

    /// The text with so many words misspelt, all different ones.
    ///
    /// @return nothing where the text has too few words that can be misspelt
    Optional<String> misspelt(int count, RandomGenerator random) {
        if (Words.isUnbalanced(text)) {
            return Optional.empty();
        }
        List<Words.Place> places = Draws.shuffled(random, Words.plain(text));
        List<Words.Place> changes = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        for (Words.Place place : places) {
            if (changes.size() < count && isCommon(place.word()) && used.add(place.word())) {
                slip(place.word(), random)
                        .ifPresent(wrong -> changes.add(new Words.Place(place.start(), place.end(), wrong)));
            }
        }
        return changes.size() == count ? Optional.of(applied(changes)) : Optional.empty();
    }

    private static boolean isCommon(String word) {
        return word.length() >= SHORTEST && Lexicon.common().knows(word);
    }

    /// A misspelling that can be undone: a common one where there is one, else of a kind drawn.
    private Optional<String> slip(String word, RandomGenerator random) {
        List<Slip> kinds = Draws.shuffled(random, List.of(Slip.SWAP, Slip.DROP, Slip.DOUBLE));
        List<Slip> order = new ArrayList<>(List.of(Slip.COMMON));
        order.addAll(kinds);
        for (Slip kind : order) {
            for (String wrong : Draws.shuffled(random, kind.of(word))) {
                if (isUndoable(wrong, word)) {
                    return Optional.of(wrong);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isUndoable(String wrong, String word) {
        return !lexicon.knows(wrong)
                && !Inflections.spellings(word).contains(wrong)
                && Corrections.of(wrong, lexicon).equals(Set.of(word));
    }

    private String applied(List<Words.Place> changes) {
        StringBuilder changed = new StringBuilder();
        int from = 0;
        for (Words.Place change : changes.stream()
                .sorted(Comparator.comparingInt(Words.Place::start))
                .toList()) {
            changed.append(text, from, change.start()).append(change.word());
            from = change.end();
        }
        return changed.append(text.substring(from)).toString();
    }
}
