package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Four-way questions with a letter for an answer: which word has this definition, and which of these is an animal.
///
/// The four options are of four different categories, so that a model which knows the categories can tell them
/// apart; each letter is right equally often. In the second form the options carry their definitions. All four
/// concepts are of the row's own split: that a word was never seen does not tell that it is the right one.
final class ChooseQuestions implements QuestionMaker {
    private static final int OPTIONS = 4;
    private static final int TRIES = 200;

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
        List<Concept> all = nouns.of(split, dice);
        List<Concept> brief = all.stream()
                .filter(c -> c.gloss().brief(Gloss.OPTION).isPresent())
                .toList();
        List<Instruction> rows = new ArrayList<>();
        for (int i = 0; rows.size() < limit && i < 2 * brief.size(); i++) {
            boolean byKind = i % 2 == 0;
            Concept right = brief.get(i / 2);
            int position = (i / 2) % OPTIONS;
            List<Concept> options = options(right, position, byKind ? brief : all, dice);
            if (options.size() == OPTIONS) {
                rows.add(byKind ? ofKind(right, options, dice) : ofMeaning(right, options, dice));
            }
        }
        return dice.shuffled(rows);
    }

    private static List<Concept> options(Concept right, int position, List<Concept> from, Dice dice) {
        List<Concept> options = new ArrayList<>();
        Set<Category> used = EnumSet.of(Nouns.category(right));
        for (int i = 0; i < TRIES && options.size() < OPTIONS - 1; i++) {
            Concept wrong = dice.pick(from);
            boolean sharesWord = right.lemmas().contains(wrong.word());
            if (!sharesWord && used.add(Nouns.category(wrong))) {
                options.add(wrong);
            }
        }
        options.add(Math.min(position, options.size()), right);
        return options;
    }

    private Instruction ofKind(Concept right, List<Concept> options, Dice dice) {
        String phrase = Nouns.category(right).phrase();
        String start = dice.roll(2) == 0 ? "Which of these is " + phrase + "?" : "Pick the one that is " + phrase + ".";
        List<String> lines = options.stream()
                .map(option -> option.word() + " (" + Nouns.brief(option, Gloss.OPTION) + ")")
                .toList();
        return row(start, lines, right, options);
    }

    private Instruction ofMeaning(Concept right, List<Concept> options, Dice dice) {
        String brief = Nouns.brief(right);
        String start = dice.roll(2) == 0 ? "Which word means: " + brief + "?" : "Choose the word for: " + brief + ".";
        return row(start, options.stream().map(Concept::word).toList(), right, options);
    }

    private Instruction row(String start, List<String> lines, Concept right, List<Concept> options) {
        StringBuilder prompt = new StringBuilder(start);
        for (int i = 0; i < OPTIONS; i++) {
            prompt.append('\n').append(template().choices().get(i)).append(") ").append(lines.get(i));
        }
        String answer = template().choices().get(options.indexOf(right));
        return Instruction.of(Question.of(template(), prompt.toString(), answer), right);
    }
}
