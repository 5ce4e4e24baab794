package dev.assay.tiny.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// "Which wing of the museum does a poodle (an intelligent dog ...) belong in?"
///
/// A house rule that no text tells: living nature stands in the north wing, people in the south, made things and
/// matter in the east, matters of the mind in the west. A base model can but guess, one in four; a model that has
/// learned the categories needs few examples to learn the rule. Each wing is right equally often.
final class WingQuestions implements QuestionMaker {
    private static final Map<Category, String> WINGS = wings();
    private static final int WINGS_IN_ALL = 4;

    private final Nouns nouns;

    WingQuestions(Nouns nouns) {
        this.nouns = nouns;
    }

    private static Map<Category, String> wings() {
        Map<Category, String> wings = new EnumMap<>(Category.class);
        wings.put(Category.ANIMAL, "north");
        wings.put(Category.PLANT, "north");
        wings.put(Category.PERSON, "south");
        wings.put(Category.ARTIFACT, "east");
        wings.put(Category.SUBSTANCE, "east");
        wings.put(Category.IDEA, "west");
        wings.put(Category.QUALITY, "west");
        wings.put(Category.STATE, "west");
        wings.put(Category.FEELING, "west");
        return wings;
    }

    @Override
    public Template template() {
        return Template.WING;
    }

    @Override
    public List<Instruction> make(Split split, int limit) {
        Dice dice = nouns.dice(template(), split);
        Map<String, List<Concept>> byWing = nouns.of(split, dice).stream()
                .filter(concept -> WINGS.containsKey(Nouns.category(concept)))
                .collect(Collectors.groupingBy(WingQuestions::wing, TreeMap::new, Collectors.toList()));
        int each = byWing.values().stream().mapToInt(List::size).min().orElse(0);
        return dice.shuffled(byWing.values().stream()
                .flatMap(concepts -> concepts.stream().limit(Math.min(each, limit / WINGS_IN_ALL)))
                .map(this::about)
                .toList());
    }

    private static String wing(Concept concept) {
        return Objects.requireNonNull(WINGS.get(Nouns.category(concept)));
    }

    private Instruction about(Concept concept) {
        String does = nouns.phrases().verb(concept).equals("are") ? "do " : "does ";
        String prompt = "Which wing of the museum " + does + nouns.explained(concept) + " belong in?";
        return Instruction.of(Question.of(template(), prompt, wing(concept)), concept);
    }
}
