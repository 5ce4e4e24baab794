package dev.assay.livebench.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Judging;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every task that questions can be made of: its grader takes a right answer however it
/// is dressed, takes nothing for right that is none, and ends whatever it is given.
@Timeout(120)
class EveryGraderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

    /// A question and an answer that is right.
    private record Case(Question question, String right) {}

    static Stream<Maker> makers() {
        return Makers.of(Material.bundled()).stream();
    }

    /// One for each grader.
    static Stream<Maker> graders() {
        Set<String> seen = new HashSet<>();
        return makers().filter(
                        maker -> seen.add(mayThinkAloud(maker) ? maker.kind().task() : "instructions"));
    }

    private static List<Case> cases(Maker maker, int count) {
        List<Case> cases = new ArrayList<>();
        List<Difficulty> difficulties = List.of(Difficulty.values());
        for (int seed = 0; cases.size() < count && seed < 40 * count; seed++) {
            Difficulty difficulty = difficulties.get(seed % difficulties.size());
            maker.draw(new SplittableRandom(seed), difficulty)
                    .ifPresent(
                            each -> cases.add(new Case(Filing.of(maker.kind(), each, DAY, difficulty), each.right())));
        }
        assertThat(cases).hasSize(count);
        return cases;
    }

    private static Grade grade(Question question, String answer, Mode mode) {
        return new Judging(mode, Sandbox.none())
                .grade(
                        question,
                        new ModelAnswer(
                                question.id(),
                                Optional.empty(),
                                "m",
                                List.of(answer),
                                Optional.empty(),
                                JsonNodeFactory.instance.objectNode()));
    }

    private static boolean isFull(Grade grade) {
        return grade instanceof Grade.Scored(double score, String why) && score == 1;
    }

    /// Instructions and whole texts are about all that is written; elsewhere a model may think aloud.
    private static boolean mayThinkAloud(Maker maker) {
        return !maker.kind().category().equals("instruction_following");
    }

    @ParameterizedTest
    @MethodSource("makers")
    void a_right_answer_is_right_in_every_dress(Maker maker) {
        for (Case each : cases(maker, 6)) {
            List<String> dressed = new ArrayList<>(List.of(
                    each.right(),
                    "<think>Perhaps it is **none**, or <solution>nothing</solution>, or \\boxed{0}.</think>"
                            + each.right(),
                    each.right() + "\n",
                    "\n\n" + each.right() + "  \n"));
            if (mayThinkAloud(maker)) {
                dressed.add("Let me think step by step.\n\nFirst, I read the question again.\n\n" + each.right());
            }
            for (String answer : dressed) {
                for (Mode mode : Mode.values()) {
                    assertThat(isFull(grade(each.question(), answer, mode)))
                            .as(mode + " " + answer)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void what_is_no_answer_is_not_right_and_nothing_fails(Maker maker) {
        RandomGenerator random = new SplittableRandom(1);
        for (Case each : cases(maker, 3)) {
            for (int i = 0; i < 40; i++) {
                String noise = noise(random);
                for (Mode mode : Mode.values()) {
                    assertThat(isFull(grade(each.question(), noise, mode)))
                            .as(noise)
                            .isFalse();
                }
            }
        }
    }

    private static String noise(RandomGenerator random) {
        List<String> pieces = List.of(
                "<solution>",
                "</solution>",
                "**",
                "***",
                "\\boxed{",
                "}",
                "{",
                "[",
                "]",
                "$",
                "\n",
                "\t",
                "|",
                "---",
                ",",
                "\"",
                "'",
                "`",
                "```",
                "yes",
                "no",
                "unknown",
                "0",
                "-1",
                "x^2",
                "\\frac",
                "\u0000",
                "\uD83D\uDE00",
                "\uD83D",
                "<table>",
                "<td>",
                "(",
                ")",
                ".",
                "é",
                "\u202E",
                "null",
                "True",
                "the");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("graders")
    void a_megabyte_of_anything_is_graded_in_time(Maker maker) {
        Case each = cases(maker, 1).getFirst();
        int size = 1 << 20;
        List<String> hostile = List.of(
                "a".repeat(size),
                "<solution>".repeat(size / 10),
                "<solution>" + "a, ".repeat(size / 3) + "</solution>",
                "**".repeat(size / 2),
                "**a".repeat(size / 3),
                "\n".repeat(size),
                "{\"a\":".repeat(size / 5),
                "[".repeat(size),
                "<".repeat(size),
                "\\boxed{" + "\\frac{1}{".repeat(size / 9),
                "\\boxed{" + "x^{9".repeat(size / 4) + "}".repeat(size / 4) + "}",
                "\\boxed{9^{9^{9^{9^{9}}}}}",
                "| a ".repeat(size / 4),
                "<table>".repeat(size / 7),
                ",".repeat(size),
                "\u0000".repeat(size),
                "```".repeat(size / 3),
                "word. ".repeat(size / 6));
        for (String answer : hostile) {
            for (Mode mode : Mode.values()) {
                long begun = System.nanoTime();
                assertThat(isFull(grade(each.question(), answer, mode))).isFalse();
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as(maker.kind().name() + " " + mode + " " + answer.substring(0, Math.min(20, answer.length())))
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }
}
