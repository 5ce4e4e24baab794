package dev.assay.livebench.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.GraderFault;
import java.util.List;
import java.util.Optional;

/// One question, as a line of a `question.jsonl` has it.
///
/// @param id       unique in its file
/// @param category such as `math`
/// @param task     such as `AMPS_Hard`
/// @param subtask  where a task has kinds
/// @param turns    what the user says, in order
/// @param release  the first release that has it
/// @param removal  the first release that no longer has it
/// @param all      the whole line, with the fields of its task
public record Question(
        String id,
        String category,
        String task,
        Optional<String> subtask,
        List<String> turns,
        Optional<String> release,
        Optional<String> removal,
        ObjectNode all) {
    public Question {
        turns = List.copyOf(turns);
    }

    /// What is right, as it stands; nothing where a task has none.
    public Optional<JsonNode> truth() {
        JsonNode truth = all.path("ground_truth");
        return truth.isMissingNode() || truth.isNull() ? Optional.empty() : Optional.of(truth);
    }

    /// What is right, as text; a list or an object as JSON.
    ///
    /// @throws GraderFault if the question does not say
    public String truthText() {
        JsonNode truth = truth().orElseThrow(() -> new GraderFault("the question has no ground_truth"));
        return truth.isTextual() ? truth.textValue() : truth.toString();
    }

    /// The first that the user says.
    ///
    /// @throws GraderFault if there is nothing
    public String prompt() {
        if (turns.isEmpty()) {
            throw new GraderFault("the question has no turns");
        }
        return turns.getFirst();
    }

    /// Whether it came with a release or after it; one without a release did not.
    public boolean isSince(String date) {
        return release.isPresent() && release.get().compareTo(date) >= 0;
    }

    /// The kind that says which grader is whose: the subtask where there is one.
    public String kind() {
        return subtask.orElse(task);
    }
}
