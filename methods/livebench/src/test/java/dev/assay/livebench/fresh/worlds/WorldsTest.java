package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Graders;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all makers of questions on small worlds.
class WorldsTest {
    private static Stream<Maker> makers() {
        return Stream.of(
                new SpatialMaker(),
                new HouseTraversalMaker(),
                new NavigationMaker(),
                new TheoryOfMindMaker(),
                new SudokuMaker());
    }

    private static double score(Maker maker, Draft draft, String answer, Mode mode) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        draft.truth().ifPresent(truth -> all.set("ground_truth", truth));
        Question question = new Question(
                "q",
                maker.kind().category(),
                maker.kind().task(),
                maker.kind().subtask(),
                List.of(draft.prompt()),
                Optional.of("2026-11-26"),
                Optional.empty(),
                all);
        Grade grade = new Graders(Sandbox.none()).of(question).orElseThrow().grade(question, answer, mode);
        return grade instanceof Grade.Scored(double score, String why) ? score : Double.NaN;
    }

    @ParameterizedTest
    @MethodSource("makers")
    void the_right_answer_has_full_marks_and_another_questions_has_not(Maker maker) {
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> drafts = Drafts.of(maker, difficulty, 20);
            assertThat(drafts).hasSizeGreaterThan(5);
            for (Draft draft : drafts) {
                for (Mode mode : Mode.values()) {
                    assertThat(score(maker, draft, draft.right(), mode))
                            .as(draft.prompt())
                            .isEqualTo(1);
                    assertThat(score(maker, draft, "I do not know. **none**", mode))
                            .isZero();
                    drafts.stream()
                            .filter(other -> !other.truth().equals(draft.truth()))
                            .forEach(other -> assertThat(score(maker, draft, other.right(), mode))
                                    .as(draft.truth() + " and " + other.truth())
                                    .isZero());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void the_same_numbers_give_the_same_question_and_others_another(Maker maker) {
        Set<String> prompts = new HashSet<>();
        List<Draft> drafts = Drafts.of(maker, Difficulty.MEDIUM, 60);
        assertThat(Drafts.of(maker, Difficulty.MEDIUM, 60)).isEqualTo(drafts);
        drafts.forEach(draft -> prompts.add(draft.prompt()));
        assertThat(prompts).hasSizeGreaterThan(drafts.size() * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void harder_questions_tell_more_or_give_less(Maker maker) {
        double easy = size(maker, Difficulty.EASY);
        double medium = size(maker, Difficulty.MEDIUM);
        double hard = size(maker, Difficulty.HARD);
        assertThat(medium).isGreaterThan(easy);
        assertThat(hard).isGreaterThan(medium);
    }

    /// Empty cells of a sudoku; the length of what is told otherwise.
    private static double size(Maker maker, Difficulty difficulty) {
        return Drafts.of(maker, difficulty, 100).stream()
                .mapToLong(draft -> maker instanceof SudokuMaker
                        ? SudokuMakerTest.square(draft.prompt())
                                .chars()
                                .filter(c -> c == '.')
                                .count()
                        : draft.prompt().length())
                .average()
                .orElseThrow();
    }
}
