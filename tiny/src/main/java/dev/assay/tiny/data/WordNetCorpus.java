package dev.assay.tiny.data;

import dev.assay.tiny.data.Concept.Antonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Plain English about the concepts of one split, to pre-train a small model on.
///
/// Each line is a paragraph of one to five sentences about one concept: what it is, which kind of thing that is,
/// what else it is called, what it is part of, its opposite, an example. The lines of one concept are a document,
/// so that a window of 256 tokens sees definition, kind and category together. A line of the training split
/// mentions concepts of the training split only; one of another split also mentions those of training.
public final class WordNetCorpus {
    private static final int MOST_SYNONYMS = 5;
    private static final int MOST_CHILDREN = 10;
    private static final int FEWEST_CHILDREN = 3;
    private static final int MOST_EXAMPLES = 3;

    private final WordNet wordNet;
    private final NounPhrases phrases;

    WordNetCorpus(WordNet wordNet, NounPhrases phrases) {
        this.wordNet = wordNet;
        this.phrases = phrases;
    }

    /// The corpus of an opened WordNet.
    public static WordNetCorpus of(WordNet wordNet) {
        return new WordNetCorpus(wordNet, new NounPhrases(wordNet));
    }

    /// Hands over the document about each concept of a split, its lines joined, in an order that the seed decides.
    public void forEachDocument(Split split, Consumer<String> sink) {
        Dice dice = Dice.of(wordNet.seed(), "corpus " + split.label());
        for (Concept concept : dice.shuffled(wordNet.concepts(split))) {
            sink.accept(String.join("\n", about(concept, dice)));
        }
    }

    /// The lines about one concept.
    private List<String> about(Concept concept, Dice dice) {
        List<String> lines = new ArrayList<>();
        lines.add(entry(concept));
        switch (concept.partOfSpeech()) {
            case NOUN -> aboutNoun(concept, dice, lines);
            case VERB -> aboutVerb(concept, dice, lines);
            case ADJECTIVE, ADVERB -> aboutModifier(concept, dice, lines);
        }
        addExamples(concept, lines);
        return lines;
    }

    /// The dictionary's own form: `poodle, poodle dog: an intelligent dog with ... Category: animal.`
    private String entry(Concept concept) {
        String words = String.join(
                ", ",
                concept.lemmas()
                        .subList(0, Math.min(MOST_SYNONYMS, concept.lemmas().size())));
        String category =
                categoryOf(concept).map(c -> " Category: " + c.word() + ".").orElse("");
        return words + ": " + stop(concept.gloss().definition()) + category;
    }

    private void aboutNoun(Concept concept, Dice dice, List<String> lines) {
        List<String> facts = new ArrayList<>();
        Optional<String> brief = concept.gloss().brief(Gloss.SENTENCE).filter(b -> !wordNet.isTaxon(concept));
        boolean wordLast = dice.roll(2) == 0 && !concept.instance();
        brief.filter(b -> !wordLast)
                .flatMap(b -> phrases.predicate(concept, b))
                .ifPresent(p -> facts.add(clause(phrases.subject(concept), phrases.verb(concept), p)));
        kind(concept, dice).ifPresent(facts::add);
        synonyms(concept, dice).ifPresent(facts::add);
        whole(concept, dice).ifPresent(facts::add);
        opposite(concept, dice).ifPresent(facts::add);
        if (!facts.isEmpty()) {
            lines.add(String.join(" ", facts));
        }
        brief.filter(b -> wordLast).ifPresent(b -> lines.add(reversed(concept, b, dice)));
        childList(concept, dice).ifPresent(lines::add);
    }

    private void aboutVerb(Concept concept, Dice dice, List<String> lines) {
        List<String> facts = new ArrayList<>();
        concept.gloss()
                .brief(Gloss.SENTENCE)
                .filter(b -> !b.startsWith("be ") || dice.roll(2) == 0)
                .ifPresent(b -> facts.add(
                        dice.roll(2) == 0
                                ? sentence("to " + concept.word() + " means to " + b)
                                : sentence("to " + concept.word() + " is to " + b)));
        visibleHypernym(concept)
                .ifPresent(h -> facts.add(sentence("to " + concept.word() + " is one way to " + h.word())));
        synonyms(concept, dice).ifPresent(facts::add);
        opposite(concept, dice).ifPresent(facts::add);
        if (!facts.isEmpty()) {
            lines.add(String.join(" ", facts));
        }
    }

    private void aboutModifier(Concept concept, Dice dice, List<String> lines) {
        List<String> facts = new ArrayList<>();
        concept.gloss().brief(Gloss.SENTENCE).ifPresent(b -> facts.add(sentence(concept.word() + " means " + b)));
        synonyms(concept, dice).ifPresent(facts::add);
        opposite(concept, dice).ifPresent(facts::add);
        if (!facts.isEmpty()) {
            lines.add(String.join(" ", facts));
        }
    }

    private Optional<String> kind(Concept concept, Dice dice) {
        String be = phrases.verb(concept);
        Optional<String> kind = visibleHypernym(concept)
                .map(h -> concept.instance() ? phrases.withArticle(h, h.word()) : "a kind of " + h.word());
        Optional<Category> category = categoryOf(concept);
        String subject = phrases.subject(concept);
        if (kind.isPresent() && category.isPresent()) {
            return Optional.of(
                    switch (dice.roll(3)) {
                        case 0 ->
                            clause(subject, be, kind.get()) + pronoun(be) + " a kind of "
                                    + category.get().word() + ".";
                        case 1 ->
                            clause(
                                    subject,
                                    be,
                                    kind.get() + ", and so " + category.get().phrase());
                        default -> clause(subject, be, category.get().phrase() + ": " + kind.get());
                    });
        }
        return kind.or(() -> category.map(Category::phrase)).map(k -> clause(subject, be, k));
    }

    private Optional<String> synonyms(Concept concept, Dice dice) {
        List<String> others =
                concept.lemmas().stream().skip(1).limit(MOST_SYNONYMS).toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String word = concept.word();
        return Optional.of(
                switch (dice.roll(3)) {
                    case 0 -> sentence(word + " means the same as " + dice.pick(others));
                    case 1 -> sentence("another word for " + word + " is " + dice.pick(others));
                    default ->
                        sentence((others.size() == 1 ? "another word for " : "other words for ") + word + ": "
                                + String.join(", ", others));
                });
    }

    private Optional<String> whole(Concept concept, Dice dice) {
        List<Concept> wholes = concept.wholes().stream()
                .map(wordNet::find)
                .flatMap(Optional::stream)
                .filter(w -> concept.split().maySee(w.split()))
                .toList();
        return wholes.isEmpty()
                ? Optional.empty()
                : Optional.of(clause(
                        phrases.subject(concept),
                        phrases.verb(concept),
                        "part of " + phrases.subject(dice.pick(wholes))));
    }

    private Optional<String> opposite(Concept concept, Dice dice) {
        List<Antonym> antonyms = concept.antonyms().stream()
                .filter(a -> wordNet.find(a.otherId())
                        .filter(other -> concept.split().maySee(other.split()))
                        .isPresent())
                .toList();
        if (antonyms.isEmpty()) {
            return Optional.empty();
        }
        Antonym antonym = dice.pick(antonyms);
        return Optional.of(sentence("the opposite of " + antonym.lemma() + " is " + antonym.otherLemma()));
    }

    /// The definition first and the word last, which is how a word is looked for.
    private String reversed(Concept concept, String brief, Dice dice) {
        String definition = English.capitalized(brief);
        return switch (dice.roll(2)) {
            case 0 -> sentence(definition + " is called " + phrases.subject(concept));
            default -> sentence(definition + ": " + concept.word());
        };
    }

    private Optional<String> childList(Concept concept, Dice dice) {
        List<String> names = wordNet.children(concept).stream()
                .filter(child -> concept.split().maySee(child.split()))
                .map(Concept::word)
                .toList();
        if (names.size() < FEWEST_CHILDREN) {
            return Optional.empty();
        }
        List<String> some = dice.shuffled(names).subList(0, Math.min(MOST_CHILDREN, names.size()));
        return Optional.of(sentence("kinds of " + concept.word() + ": " + String.join(", ", some)));
    }

    private static void addExamples(Concept concept, List<String> lines) {
        concept.gloss().examples().stream()
                .limit(MOST_EXAMPLES)
                .map(example -> example(concept, example))
                .forEach(lines::add);
    }

    private static String example(Concept concept, String example) {
        if (Character.isUpperCase(example.charAt(0)) || example.indexOf(' ') < 0) {
            return sentence(example);
        }
        return concept.lemmas().stream()
                .filter(example::contains)
                .findFirst()
                .map(lemma -> lemma + ", as in: " + stop(example))
                .orElseGet(() -> sentence(example));
    }

    private Optional<Concept> visibleHypernym(Concept concept) {
        return wordNet.hypernyms(concept).stream()
                .filter(h -> concept.split().maySee(h.split()))
                .filter(h -> !h.isNoun() || h.category().isPresent())
                .findFirst();
    }

    private Optional<Category> categoryOf(Concept concept) {
        return wordNet.isTaxon(concept) ? Optional.empty() : concept.category();
    }

    private static String clause(String subject, String verb, String rest) {
        return sentence(subject + " " + verb + " " + rest);
    }

    private static String sentence(String text) {
        return English.sentence(text);
    }

    private static String pronoun(String verb) {
        return verb.equals("are") ? " They are" : " It is";
    }

    private static String stop(String text) {
        return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
    }
}
