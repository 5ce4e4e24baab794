package dev.assay.livebench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Judging;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question for tests, and what an answer to it gets.
public record Asked(Question question) {
    /// A question of a task whose right answer is this text.
    public static Asked of(String task, String truth) {
        return of(task, truth, "2025-11-25", "What is it?");
    }

    /// A question of a release with a prompt.
    public static Asked of(String task, Object truth, String release, String prompt) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("question_id", "q");
        all.put("category", "any");
        all.put("task", task);
        all.put("turns", List.of(prompt));
        all.put("ground_truth", truth);
        all.put("livebench_release_date", release);
        ObjectNode node = (ObjectNode) Json.toTree(all);
        return new Asked(new Question(
                "q", "any", task, Optional.empty(), List.of(prompt), Optional.of(release), Optional.empty(), node));
    }

    /// The grade of an answer.
    public Grade grade(String answer, Mode mode) {
        return new Judging(mode, Sandbox.none())
                .grade(
                        question,
                        new ModelAnswer("q", Optional.empty(), "m", List.of(answer), Optional.empty(), (ObjectNode)
                                Json.tree("{}")));
    }

    /// The score of an answer as the official grader has it.
    ///
    /// @throws AssertionError if it cannot be graded
    public double reference(String answer) {
        return score(grade(answer, Mode.REFERENCE));
    }

    /// The score of an answer by the strict grader.
    ///
    /// @throws AssertionError if it cannot be graded
    public double strict(String answer) {
        return score(grade(answer, Mode.STRICT));
    }

    private static double score(Grade grade) {
        return switch (grade) {
            case Grade.Scored(double score, String why) -> score;
            case Grade.Unscorable(Grade.Reason reason, String why) -> throw new AssertionError(reason + ": " + why);
        };
    }

    /// Whether the official grader fails on an answer.
    public boolean fails(String answer) {
        return grade(answer, Mode.REFERENCE) instanceof Grade.Unscorable;
    }
}
