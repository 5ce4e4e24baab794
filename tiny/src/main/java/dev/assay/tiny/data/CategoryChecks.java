package dev.assay.tiny.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// "Is it a plant?", asked once more of a noun whose definition was read: what follows a training row's
/// first answer.
///
/// Yes and no are equally likely each time, and a category that does not hold is that of another noun
/// drawn at random: so a frequent category is as often wrong as it is right. Whether a noun that was
/// read is of a kind is hard to learn from one answer a row, since it takes both the noun's category
/// and a comparison; several answers to one reading, some of them after the category was said, teach
/// the two apart.
final class CategoryChecks {
    private static final int TRIES = 100;

    private final List<Concept> nouns;
    private final Dice dice;

    /// @param nouns that other categories are drawn from
    /// @param dice  of its own, so that no first question changes with what follows it
    CategoryChecks(List<Concept> nouns, Dice dice) {
        this.nouns = nouns;
        this.dice = dice;
    }

    /// From one to `most` questions about a noun.
    List<Question> about(Concept concept, int most) {
        List<Question> questions = new ArrayList<>();
        for (int left = 1 + dice.roll(most); left > 0; left--) {
            questions.add(question(Nouns.category(concept)));
        }
        return questions;
    }

    private Question question(Category own) {
        Category asked = dice.roll(2) == 0 ? own : other(own);
        String kind = dice.roll(2) == 0 ? asked.phrase() : "a kind of " + asked.word();
        String prompt = (dice.roll(2) == 0 ? "Is it " : "Is that ") + kind + "?";
        return Question.of(Template.IS_A, prompt, asked == own ? "Yes" : "No");
    }

    private Category other(Category own) {
        for (int i = 0; i < TRIES; i++) {
            Category drawn = Nouns.category(dice.pick(nouns));
            if (drawn != own) {
                return drawn;
            }
        }
        return Arrays.stream(Category.values())
                .filter(category -> category != own)
                .findFirst()
                .orElseThrow();
    }
}
