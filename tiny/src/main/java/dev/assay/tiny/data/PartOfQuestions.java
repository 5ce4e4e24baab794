package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "Is a wheel (a simple machine ...) part of a car?"
///
/// Rows come in crossed fours, as in [IsAQuestions]: each part and each whole is as often right as wrong.
final class PartOfQuestions implements QuestionMaker {
    private static final int REACH = 50;

    private final Nouns nouns;

    PartOfQuestions(Nouns nouns) {
        this.nouns = nouns;
    }

    private record Part(Concept concept, Concept whole, Set<String> allWholes) {}

    @Override
    public Template template() {
        return Template.PART_OF;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template(), split);
        List<Part> parts = nouns.of(split, dice).stream()
                .map(concept -> part(concept, dice))
                .flatMap(Optional::stream)
                .toList();
        List<Instruction> rows = new ArrayList<>();
        List<Part> sorted = new ArrayList<>(parts);
        // Half of the pairs are made among neighbours by category, so that places meet places.
        sorted.subList(0, parts.size() / 2).sort(Comparator.comparing(part -> Nouns.category(part.concept())));
        CrossedFour.pair(sorted, limit / 4, REACH, PartOfQuestions::areStrangers)
                .forEach(four -> cross(four, rows));
        return dice.shuffled(rows);
    }

    private void cross(CrossedFour<Part> four, List<Instruction> rows) {
        Part one = four.one();
        Part other = four.other();
        rows.add(row(one.concept(), one.whole(), true));
        rows.add(row(one.concept(), other.whole(), false));
        rows.add(row(other.concept(), other.whole(), true));
        rows.add(row(other.concept(), one.whole(), false));
    }

    private Instruction row(Concept part, Concept whole, boolean holds) {
        String prompt = nouns.verb(part) + " " + nouns.explained(part) + " part of "
                + nouns.phrases().subject(whole) + "?";
        return Instruction.of(Question.of(template(), prompt, holds ? "Yes" : "No"), part);
    }

    private Optional<Part> part(Concept concept, Dice dice) {
        WordNet wordNet = nouns.wordNet();
        List<Concept> wholes = concept.wholes().stream()
                .map(wordNet::find)
                .flatMap(Optional::stream)
                .filter(whole -> concept.split().maySee(whole.split()) && Nouns.isPlain(whole.word()))
                .toList();
        if (wholes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Part(concept, dice.pick(wholes), allWholes(concept)));
    }

    /// All that the concept is part of, also through a larger part: a city of a state of a country.
    private Set<String> allWholes(Concept concept) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(concept.wholes());
        while (!open.isEmpty()) {
            String id = open.removeLast();
            if (seen.add(id)) {
                nouns.wordNet().find(id).ifPresent(whole -> open.addAll(whole.wholes()));
            }
        }
        return seen;
    }

    private static boolean areStrangers(Part one, Part other) {
        return !one.allWholes().contains(other.whole().id())
                && !other.allWholes().contains(one.whole().id())
                && !one.concept().id().equals(other.whole().id())
                && !other.concept().id().equals(one.whole().id())
                && !one.whole().word().equals(other.whole().word());
    }
}
