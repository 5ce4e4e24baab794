package dev.assay.livebench.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.base.Json;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshReleaseTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

    @TempDir
    Path folder;

    /// Asks for a number in bold.
    ///
    /// @param numbers how many different ones there are
    /// @param wrong   whether the answer that it calls right is wrong
    private record Counting(String task, int numbers, boolean wrong) implements Maker {
        @Override
        public Kind kind() {
            return Kind.of("reasoning", task);
        }

        @Override
        public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
            int number = random.nextInt(numbers);
            return number == 0
                    ? Optional.empty()
                    : Optional.of(new Draft(
                            "Count to " + number + ".",
                            Optional.of(TextNode.valueOf("" + number)),
                            "**" + (wrong ? number + 1 : number) + "**",
                            Map.of("level", TextNode.valueOf(difficulty.name()))));
        }
    }

    private static ReleasePlan plan(long seed, int count) {
        return new ReleasePlan(DAY, seed, count, Optional.empty());
    }

    private static FreshRelease.Made made(ReleasePlan plan, List<Question> earlier, Maker maker) {
        return new FreshRelease(plan, earlier).make(maker, () -> false, () -> {});
    }

    @Test
    void questions_lie_in_the_official_layout_with_the_day_of_their_release() throws IOException {
        List<Question> questions = made(plan(1, 9), List.of(), new Counting("spatial", 1000, false))
                .questions();
        assertThat(questions).hasSize(9);
        Path file = folder.resolve("question.jsonl");
        Files.writeString(
                file,
                questions.stream()
                        .map(question -> Json.line(question.all()) + "\n")
                        .collect(Collectors.joining()));
        assertThat(Questions.read(file))
                .isEqualTo(questions.stream()
                        .map(question -> new Question(
                                question.id(),
                                "reasoning",
                                "spatial",
                                Optional.empty(),
                                question.turns(),
                                Optional.of("2026-11-26"),
                                Optional.empty(),
                                question.all()))
                        .toList());
        assertThat(questions).allSatisfy(question -> assertThat(question.id()).matches("[0-9a-f]{64}"));
    }

    @Test
    void difficulties_take_turns_unless_one_is_wanted() {
        Maker maker = new Counting("spatial", 1000, false);
        assertThat(made(plan(1, 6), List.of(), maker).questions())
                .extracting(question -> question.all().path("level").asText())
                .containsExactly("EASY", "MEDIUM", "HARD", "EASY", "MEDIUM", "HARD");
        ReleasePlan hard = new ReleasePlan(DAY, 1, 3, Optional.of(Difficulty.HARD));
        assertThat(made(hard, List.of(), maker).questions())
                .extracting(question -> question.all().path("level").asText())
                .containsOnly("HARD");
    }

    @Test
    void the_same_seed_gives_the_same_questions_whatever_else_is_made() {
        Maker maker = new Counting("spatial", 1_000_000, false);
        FreshRelease both = new FreshRelease(plan(7, 5), List.of());
        both.make(new Counting("house_traversal", 10, true), () -> false, () -> {});
        List<Question> beside = both.make(maker, () -> false, () -> {}).questions();
        assertThat(made(plan(7, 5), List.of(), maker).questions()).isEqualTo(beside);
        assertThat(made(plan(8, 5), List.of(), maker).questions()).doesNotContainAnyElementsOf(beside);
    }

    @Test
    void what_was_asked_before_does_not_come_again() {
        Maker maker = new Counting("spatial", 11, false);
        FreshRelease.Made first = made(plan(1, 4), List.of(), maker);
        FreshRelease.Made second = made(plan(1, 20), first.questions(), maker);
        // There are ten numbers, and four were asked.
        assertThat(second.questions()).hasSize(6).doesNotContainAnyElementsOf(first.questions());
        assertThat(second.repeats()).isPositive();
    }

    @Test
    void a_question_whose_right_answer_the_grader_does_not_take_is_not_made() {
        FreshRelease.Made made = made(plan(1, 4), List.of(), new Counting("spatial", 100, true));
        assertThat(made.questions()).isEmpty();
        assertThat(made.ungraded()).isPositive();
    }

    @Test
    void the_oldest_retire_so_that_a_task_keeps_its_size() {
        Maker maker = new Counting("spatial", 1000, false);
        LocalDate before = LocalDate.of(2026, 1, 1);
        List<Question> old = made(new ReleasePlan(before, 1, 3, Optional.empty()), List.of(), maker)
                .questions();
        List<Question> newer = made(new ReleasePlan(before.plusDays(9), 2, 3, Optional.empty()), old, maker)
                .questions();
        List<Question> earlier = new ArrayList<>(newer);
        earlier.addAll(old);
        List<Question> fresh = made(plan(3, 4), earlier, maker).questions();
        List<Question> all = new Succession(DAY).of(earlier, fresh);
        assertThat(all).hasSize(10);
        Map<Boolean, Long> retired = new HashMap<>();
        all.forEach(question -> retired.merge(question.removal().isPresent(), 1L, Long::sum));
        assertThat(retired).containsEntry(true, 4L).containsEntry(false, 6L);
        assertThat(all.stream()
                        .filter(question -> question.removal().isPresent())
                        .map(Question::id))
                .containsAll(old.stream().map(Question::id).toList());
        assertThat(all)
                .allSatisfy(question -> assertThat(
                                question.all().path("livebench_removal_date").asText())
                        .isEqualTo(question.removal().orElse("")));
    }
}
