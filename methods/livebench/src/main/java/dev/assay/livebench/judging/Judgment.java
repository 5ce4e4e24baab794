package dev.assay.livebench.judging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.question.Question;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/// The grade of one model's answer to one question.
///
/// @param answer the answer, where there was one
/// @param model  whose
/// @param grade  what the grader says
/// @param time   when, in seconds since 1970
public record Judgment(Question question, Optional<ModelAnswer> answer, String model, Grade grade, double time) {
    /// One line of a judgment file: the official fields, and `status`, which tells wrong from unscorable.
    ///
    /// An unscorable answer has the score 0, as the official tools write it; `status` and `eval_status`
    /// say that it is none.
    public ObjectNode line() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("question_id", question.id());
        line.put("task", question.task());
        line.put("model", model);
        putScore(line, score());
        if (question.category().equals("instruction_following")) {
            line.put("turn", 1);
        }
        line.put("tstamp", BigDecimal.valueOf(time));
        line.put("category", question.category());
        answer.flatMap(ModelAnswer::answerId).ifPresent(id -> line.put("answer_id", id));
        question.subtask().ifPresent(subtask -> line.put("subtask", subtask));
        switch (grade) {
            case Grade.Scored(double score, String why) -> {
                line.put("status", score >= 1 ? "right" : score > 0 ? "partly" : "wrong");
                line.put("why", why);
            }
            case Grade.Unscorable(Grade.Reason reason, String why) -> {
                line.put("status", "unscorable");
                line.put("eval_status", reason.name().toLowerCase(Locale.ROOT));
                line.put("error_msg", why);
            }
        }
        return line;
    }

    private double score() {
        return switch (grade) {
            case Grade.Scored(double score, String why) -> score;
            case Grade.Unscorable unscorable -> 0;
        };
    }

    private static void putScore(ObjectNode line, double score) {
        if (score == Math.rint(score)) {
            line.put("score", (long) score);
        } else {
            line.put("score", score);
        }
    }
}
