package dev.assay.tiny.data;

import java.util.List;

/// "What kind of thing is a poodle (an intelligent dog ...)?" with one word of [Category] for an
/// answer; a training row goes on with [CategoryChecks].
final class CategoryQuestions implements QuestionMaker {
    private static final int CHECKS = 3;

    private final Nouns nouns;

    CategoryQuestions(Nouns nouns) {
        this.nouns = nouns;
    }

    @Override
    public Template template() {
        return Template.CATEGORY;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template(), split);
        List<Concept> shuffled = nouns.of(split, dice);
        var checks = new CategoryChecks(shuffled, nouns.dice(template(), split, "checks"));
        return shuffled.stream()
                .limit(limit)
                .map(concept -> about(concept, dice).then(checks.about(concept, CHECKS)))
                .toList();
    }

    private Instruction about(Concept concept, Dice dice) {
        String subject = nouns.explained(concept);
        String prompt = switch (dice.roll(3)) {
            case 0 -> "What kind of thing " + nouns.phrases().verb(concept) + " " + subject + "?";
            case 1 -> "Which category does this belong to: " + subject + "?";
            default -> "Name the category of " + subject + ".";
        };
        return Instruction.of(
                Question.of(template(), prompt, Nouns.category(concept).word()), concept);
    }
}
