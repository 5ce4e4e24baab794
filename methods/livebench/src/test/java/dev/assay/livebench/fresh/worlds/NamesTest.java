package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.reasoning.HouseTraversal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Graders look for names inside of answers, so that a name inside of another name would mislead them.
class NamesTest {
    @Test
    void no_name_is_a_part_of_another() {
        assertThat(Names.ALL).doesNotHaveDuplicates();
        for (String name : Names.ALL) {
            assertThat(Names.ALL.stream().filter(other -> lower(other).contains(lower(name))))
                    .containsExactly(name);
        }
    }

    @Test
    void right_walks_past_houses_have_full_marks_over_many_seeds() {
        HouseTraversalMaker maker = new HouseTraversalMaker();
        for (Difficulty difficulty : Difficulty.values()) {
            for (int seed = 0; seed < 1000; seed++) {
                maker.draw(new SplittableRandom(seed), difficulty).ifPresent(NamesTest::assertFullMarks);
            }
        }
    }

    private static void assertFullMarks(Draft draft) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        draft.truth().ifPresent(truth -> fields.set("ground_truth", truth));
        Question question = new Question(
                "q",
                "reasoning",
                "house_traversal",
                Optional.empty(),
                List.of(draft.prompt()),
                Optional.of("2026-11-26"),
                Optional.empty(),
                fields);
        for (Mode mode : Mode.values()) {
            assertThat(new HouseTraversal().grade(question, draft.right(), mode))
                    .as(draft.right())
                    .isInstanceOfSatisfying(
                            Grade.Scored.class,
                            scored -> assertThat(scored.score()).isEqualTo(1));
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
