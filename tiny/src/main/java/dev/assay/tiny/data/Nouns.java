package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The nouns that questions can be asked about, and the words to ask with.
///
/// A noun is asked about with its definition in parentheses, `a poodle (an intelligent dog with a curly
/// coat)`: a model cannot know a word it has never seen, but it can learn to read a definition.
final class Nouns {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z .'-]{1,29}");

    private final WordNet wordNet;
    private final NounPhrases phrases;

    Nouns(WordNet wordNet, NounPhrases phrases) {
        this.wordNet = wordNet;
        this.phrases = phrases;
    }

    WordNet wordNet() {
        return wordNet;
    }

    NounPhrases phrases() {
        return phrases;
    }

    Dice dice(Template template, Split split) {
        return Dice.of(wordNet.seed(), template.label() + " " + split.label());
    }

    /// Dice for one more purpose of the same template and split.
    Dice dice(Template template, Split split, String purpose) {
        return Dice.of(wordNet.seed(), template.label() + " " + split.label() + " " + purpose);
    }

    /// The nouns of a split with a category, a plain word and a brief definition; no biological groups,
    /// and no two with the same word and definition.
    List<Concept> of(Split split, Dice dice) {
        List<Concept> usable = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Concept concept : wordNet.concepts(split)) {
            if (concept.isNoun()
                    && concept.category().isPresent()
                    && isPlain(concept.word())
                    && !wordNet.isTaxon(concept)
                    && concept.gloss().brief(Gloss.QUESTION).isPresent()
                    && seen.add(concept.word() + "\n" + brief(concept))) {
                usable.add(concept);
            }
        }
        return dice.shuffled(usable);
    }

    static boolean isPlain(String lemma) {
        return PLAIN.matcher(lemma).matches();
    }

    static Category category(Concept concept) {
        return concept.category().orElseThrow();
    }

    /// The definition that fits into a question.
    static String brief(Concept concept) {
        return brief(concept, Gloss.QUESTION);
    }

    static String brief(Concept concept, int limit) {
        return concept.gloss().brief(limit).orElseThrow();
    }

    /// `a poodle (an intelligent dog with a heavy curly solid-colored coat)`.
    String explained(Concept concept) {
        return phrases.subject(concept) + " (" + brief(concept) + ")";
    }

    /// `Is` or `Are`, for a question's start.
    String verb(Concept concept) {
        return English.capitalized(phrases.verb(concept));
    }
}
