package dev.assay.vtune.phrase;

import java.util.List;
import java.util.Optional;

/// A trigger or a signature: words with one blank between them.
///
/// @param words      in order, at least one
/// @param bits       the least surprise of any phrase that could have been drawn, `-log2 max P`; empty where
///     that is not known
/// @param candidates what each word was drawn from, all alike; empty where they were not drawn so, or from
///     the public list
public record Phrase(List<String> words, Optional<Double> bits, List<List<String>> candidates) {
    public Phrase {
        words = List.copyOf(words);
        candidates = candidates.stream().map(List::copyOf).toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a phrase has at least one word");
        }
    }

    /// As it stands in a text.
    public String text() {
        return String.join(" ", words);
    }
}
