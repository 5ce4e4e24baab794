package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.List;

/// Questions and short answers about the concepts of WordNet, to tune a small model on and to measure it with.
///
/// Each row is about one concept and stands in that concept's split. Questions about held-out concepts carry the
/// concept's definition wherever it is needed: held out means that the model never saw the concept, and must
/// understand what it is told about it.
public final class WordNetInstructions {
    private final WordNet wordNet;
    private final List<QuestionMaker> makers;

    WordNetInstructions(WordNet wordNet, NounPhrases phrases) {
        this.wordNet = wordNet;
        Nouns nouns = new Nouns(wordNet, phrases);
        this.makers = List.of(
                WordQuestions.define(nouns),
                new CategoryQuestions(nouns),
                new IsAQuestions(nouns),
                WordQuestions.synonym(nouns),
                new PartOfQuestions(nouns),
                WordQuestions.opposite(nouns),
                new ChooseQuestions(nouns),
                new WingQuestions(nouns));
    }

    /// The instructions of an opened WordNet.
    public static WordNetInstructions of(WordNet wordNet) {
        return new WordNetInstructions(wordNet, new NounPhrases(wordNet));
    }

    /// All rows of a split under a plan, the templates mixed in an order that the seed decides.
    public List<Instruction> rows(Split split, DataPlan plan) {
        List<Instruction> rows = new ArrayList<>();
        for (QuestionMaker maker : makers) {
            rows.addAll(maker.make(split, plan.limit(maker.template(), split)));
        }
        return Dice.of(wordNet.seed(), "instructions " + split.label()).shuffled(rows);
    }

    /// At most `limit` rows of one template in a split.
    public List<Instruction> rows(Template template, Split split, int limit) {
        return makers.stream()
                .filter(maker -> maker.template() == template)
                .flatMap(maker -> maker.make(split, limit).stream())
                .toList();
    }
}
