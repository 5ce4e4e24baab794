package dev.assay.tiny.data;

import dev.assay.tiny.data.Concept.Antonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The three templates about words of any part of speech with a free answer: define, synonym, opposite.
///
/// A word is asked about only in its main sense, because the question does not tell which other sense is meant.
final class WordQuestions implements QuestionMaker {
    private final Template template;
    private final Nouns nouns;

    private WordQuestions(Template template, Nouns nouns) {
        this.template = template;
        this.nouns = nouns;
    }

    static WordQuestions define(Nouns nouns) {
        return new WordQuestions(Template.DEFINE, nouns);
    }

    static WordQuestions synonym(Nouns nouns) {
        return new WordQuestions(Template.SYNONYM, nouns);
    }

    static WordQuestions opposite(Nouns nouns) {
        return new WordQuestions(Template.OPPOSITE, nouns);
    }

    @Override
    public Template template() {
        return template;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template, split);
        List<Instruction> rows = new ArrayList<>();
        for (Concept concept : dice.shuffled(nouns.wordNet().concepts(split))) {
            if (rows.size() < limit && !nouns.wordNet().isTaxon(concept)) {
                about(concept, dice).ifPresent(question -> rows.add(Instruction.of(question, concept)));
            }
        }
        return rows;
    }

    private Optional<Question> about(Concept concept, Dice dice) {
        return switch (template) {
            case DEFINE -> definition(concept, dice);
            case SYNONYM -> synonymOf(concept, dice);
            case OPPOSITE -> oppositeOf(concept, dice);
            case CATEGORY, IS_A, PART_OF, CHOOSE, WING -> Optional.empty();
        };
    }

    private Optional<Question> definition(Concept concept, Dice dice) {
        Optional<String> brief = concept.gloss().brief(Gloss.QUESTION);
        String word = concept.word();
        if (brief.isEmpty() || !Nouns.isPlain(word) || !nouns.wordNet().isMainSense(concept, word)) {
            return Optional.empty();
        }
        String prompt = switch (concept.partOfSpeech()) {
            case NOUN ->
                dice.roll(2) == 0
                        ? "What " + nouns.phrases().verb(concept) + " "
                                + nouns.phrases().subject(concept) + "?"
                        : "Define " + word + ".";
            case VERB -> dice.roll(2) == 0 ? "What does it mean to " + word + "?" : "Define to " + word + ".";
            case ADJECTIVE, ADVERB -> dice.roll(2) == 0 ? "What does " + word + " mean?" : "Define " + word + ".";
        };
        return Optional.of(Question.of(template, prompt, brief.get()));
    }

    private Optional<Question> synonymOf(Concept concept, Dice dice) {
        List<String> plain = concept.lemmas().stream().filter(Nouns::isPlain).toList();
        Optional<String> brief = concept.gloss().brief(Gloss.QUESTION);
        if (plain.size() < 2 || brief.isEmpty()) {
            return Optional.empty();
        }
        int asked = dice.roll(plain.size());
        String answer = plain.get(asked == 0 ? 1 : 0);
        String start = dice.roll(2) == 0 ? "Give another word for " : "What is another word for ";
        String end = start.startsWith("What") ? "?" : ".";
        return Optional.of(Question.of(template, start + plain.get(asked) + " (" + brief.get() + ")" + end, answer));
    }

    private Optional<Question> oppositeOf(Concept concept, Dice dice) {
        List<Antonym> known = concept.antonyms().stream()
                .filter(a -> nouns.wordNet().isMainSense(concept, a.lemma()))
                .filter(a -> nouns.wordNet()
                        .find(a.otherId())
                        .filter(other -> concept.split().maySee(other.split()))
                        .isPresent())
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Antonym antonym = known.getFirst();
        String prompt = dice.roll(2) == 0
                ? "What is the opposite of " + antonym.lemma() + "?"
                : "Give the opposite of " + antonym.lemma() + ".";
        return Optional.of(Question.of(template, prompt, antonym.otherLemma()));
    }
}
