package dev.assay.livebench.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// What a model answered to one question, as a line of a `model_answer` file has it.
///
/// @param questionId which question
/// @param answerId   of this answer, where it has one
/// @param model      its name
/// @param turns      of the first choice, one text for each turn of the question
/// @param failure    why there is none: `api_error`, `too_long` or `token_exhaustion`
/// @param all        the whole line
public record ModelAnswer(
        String questionId,
        Optional<String> answerId,
        String model,
        List<String> turns,
        Optional<String> failure,
        ObjectNode all) {
    public ModelAnswer {
        turns = List.copyOf(turns);
    }

    /// What is graded: the last turn.
    public String graded() {
        return turns.isEmpty() ? "" : turns.getLast();
    }
}
