package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// "What is a poodle (an intelligent dog ...): artifact, animal, shape or plant?" with one of the four for an
/// answer.
///
/// Four nouns of four different categories are drawn, and their categories or their kinds are the options;
/// which of the four nouns is asked about is drawn last. So each option is right as often as it is wrong beside
/// these three, and no frequency of a category tells the answer: guessing reaches a quarter. The right one
/// stands in each of the four places equally often. A training row goes on with kinds after categories, or the
/// other way round, so that one reading of the definition serves two answers.
final class ChooseQuestions implements QuestionMaker {
    private static final int OPTIONS = 4;
    private static final int TRIES = 200;
    private static final int PASSES = 8;

    private final Nouns nouns;

    ChooseQuestions(Nouns nouns) {
        this.nouns = nouns;
    }

    @Override
    public Template template() {
        return Template.CHOOSE;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template(), split);
        List<Concept> usable = nouns.of(split, dice);
        List<Instruction> rows = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (int i = 0; rows.size() < limit && i < PASSES * usable.size(); i++) {
            int position = rows.size() % OPTIONS;
            question(draw(List.of(), usable, dice), position, dice)
                    .filter(drawn -> asked.add(drawn.question().prompt()))
                    .ifPresent(drawn -> rows.add(row(drawn, usable, dice)));
        }
        return dice.shuffled(rows);
    }

    /// A question, the noun that it is about, and whether its options are kinds.
    private record Drawn(Question question, Concept right, boolean byKind) {}

    /// Four nouns of different categories in a random order, those that are given among them.
    private static List<Concept> draw(List<Concept> given, List<Concept> from, Dice dice) {
        List<Concept> drawn = new ArrayList<>(given);
        Set<Category> used = EnumSet.noneOf(Category.class);
        given.forEach(concept -> used.add(Nouns.category(concept)));
        for (int i = 0; i < TRIES && drawn.size() < OPTIONS; i++) {
            Concept next = dice.pick(from);
            if (used.add(Nouns.category(next))) {
                drawn.add(next);
            }
        }
        return dice.shuffled(drawn);
    }

    private Optional<Drawn> question(List<Concept> four, int position, Dice dice) {
        if (four.size() < OPTIONS) {
            return Optional.empty();
        }
        Concept right = four.get(position);
        boolean byKind = dice.roll(2) == 0;
        return options(four, right, byKind).map(options -> {
            String subject = nouns.explained(right);
            String is = nouns.phrases().verb(right);
            String prompt = dice.roll(2) == 0
                    ? "What " + is + " " + subject + ": " + English.alternatives(options) + "?"
                    : "Choose one for " + subject + ": " + English.alternatives(options) + ".";
            return new Drawn(new Question(template(), prompt, options, options.get(position)), right, byKind);
        });
    }

    private Instruction row(Drawn drawn, List<Concept> usable, Dice dice) {
        Instruction row = Instruction.of(drawn.question(), drawn.right());
        if (row.split() != Split.TRAIN) {
            return row;
        }
        List<Concept> four = draw(List.of(drawn.right()), usable, dice);
        return row.then(further(drawn.right(), four, !drawn.byKind()).stream().toList());
    }

    private Optional<Question> further(Concept right, List<Concept> four, boolean byKind) {
        return options(four, right, byKind)
                .filter(options -> options.size() == OPTIONS)
                .map(options -> new Question(
                        template(),
                        "And of these: " + English.alternatives(options) + "?",
                        options,
                        options.get(four.indexOf(right))));
    }

    /// The categories of all, or a kind of each; nothing where a kind is missing or fits the one that is asked
    /// about.
    private Optional<List<String>> options(List<Concept> four, Concept right, boolean byKind) {
        if (!byKind) {
            return Optional.of(
                    four.stream().map(concept -> Nouns.category(concept).word()).toList());
        }
        List<String> kinds =
                four.stream().flatMap(concept -> kind(concept).stream()).toList();
        boolean apart = kinds.size() == four.size()
                && Set.copyOf(kinds).size() == kinds.size()
                && IntStream.range(0, kinds.size())
                        .noneMatch(i -> !four.get(i).equals(right) && is(right, kinds.get(i)));
        return apart ? Optional.of(kinds) : Optional.empty();
    }

    /// What a noun is directly a kind of, if that has a plain word that training may see.
    private Optional<String> kind(Concept concept) {
        return nouns.wordNet().hypernyms(concept).stream()
                .filter(kind -> kind.split() == Split.TRAIN && !nouns.wordNet().isTaxon(kind))
                .map(Concept::word)
                .filter(word -> Nouns.isPlain(word) && !names(concept, word))
                .findFirst();
    }

    /// Whether the concept's word gives the kind away, as "price freeze" does "freeze".
    private static boolean names(Concept concept, String kind) {
        return concept.word().toLowerCase(Locale.ROOT).contains(kind.toLowerCase(Locale.ROOT));
    }

    private boolean is(Concept concept, String word) {
        return concept.lemmas().contains(word)
                || nouns.wordNet().ancestors(concept).stream()
                        .flatMap(id -> nouns.wordNet().find(id).stream())
                        .anyMatch(ancestor -> ancestor.lemmas().contains(word));
    }
}
