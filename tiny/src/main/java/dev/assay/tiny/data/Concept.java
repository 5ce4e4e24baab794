package dev.assay.tiny.data;

import java.util.List;
import java.util.Optional;

/// One synset of WordNet: a meaning, the words that have it, and its links to others.
///
/// @param id           the offset and the part of speech, `02116752-n`
/// @param partOfSpeech noun, verb, adjective or adverb
/// @param lemmas       the words, with spaces where WordNet has underscores; the most usual first
/// @param gloss        its definition and examples
/// @param category     its broad kind, for nouns that have one
/// @param split        the one split it belongs to
/// @param instance     whether it is an individual (Paris) and not a kind (city)
/// @param useCount     how often the words were seen with this meaning in WordNet's tagged texts
/// @param hypernyms    the ids of the kinds it is directly under
/// @param wholes       the ids of what it is a part of
/// @param antonyms     its words' opposites
public record Concept(
        String id,
        PartOfSpeech partOfSpeech,
        List<String> lemmas,
        Gloss gloss,
        Optional<Category> category,
        Split split,
        boolean instance,
        int useCount,
        List<String> hypernyms,
        List<String> wholes,
        List<Antonym> antonyms) {

    /// That a word of this concept is the opposite of a word of another one.
    public record Antonym(String lemma, String otherLemma, String otherId) {}

    public Concept {
        if (lemmas.isEmpty()) {
            throw new IllegalArgumentException("a concept has at least one word: " + id);
        }
        lemmas = List.copyOf(lemmas);
        hypernyms = List.copyOf(hypernyms);
        wholes = List.copyOf(wholes);
        antonyms = List.copyOf(antonyms);
    }

    /// The most usual word.
    public String word() {
        return lemmas.getFirst();
    }

    boolean isNoun() {
        return partOfSpeech == PartOfSpeech.NOUN;
    }
}
