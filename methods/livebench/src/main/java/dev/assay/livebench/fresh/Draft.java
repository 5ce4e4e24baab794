package dev.assay.livebench.fresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A new question before it has an id and a release.
///
/// @param prompt what the user says; it names the form that the answer must have
/// @param truth  what is right, in the form that the task's grader reads; nothing where a task has none
/// @param right  a whole answer, as a good model would write it, that the task's grader must give full
///     marks before the question is taken
/// @param fields what else the task's questions have, by name
public record Draft(String prompt, Optional<JsonNode> truth, String right, Map<String, JsonNode> fields) {
    public Draft {
        fields = new LinkedHashMap<>(fields);
    }

    /// A question whose truth is a text, and that has no fields of its own.
    public static Draft of(String prompt, String truth, String right) {
        return new Draft(prompt, Optional.of(TextNode.valueOf(truth)), right, Map.of());
    }

    @Override
    public Map<String, JsonNode> fields() {
        return new LinkedHashMap<>(fields);
    }
}
