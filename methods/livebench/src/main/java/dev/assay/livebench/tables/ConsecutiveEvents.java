package dev.assay.livebench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonJson;
import dev.assay.livebench.text.PythonLiteral;
import dev.assay.livebench.text.SolutionTags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Grades consecutive events: the longest growth of each user, as a list of objects.
///
/// The score is the Jaccard index of the pairs of user and number, rounded to four places.
public final class ConsecutiveEvents implements Grader {
    private static final String USER = "user_id";
    private static final String MONTHS = "max_consecutive_growth_months";

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        Optional<JsonNode> truth = question.truth()
                .map(node -> node.isTextual() ? node.textValue() : node.toString())
                .flatMap(PythonJson::tree);
        if (truth.isEmpty()) {
            if (mode == Mode.STRICT) {
                throw new GraderFault("ground_truth is no JSON");
            }
            return Grade.right(false, "ground_truth is no JSON");
        }
        Optional<JsonNode> found =
                SolutionTags.ANY_CASE.last(answer).map(Python::strip).flatMap(PythonJson::tree);
        if (found.isEmpty() || found.get().isNull()) {
            return Grade.right(false, "there is no JSON in tags");
        }
        return compared(truth.get(), found.get());
    }

    private static Grade compared(JsonNode truth, JsonNode found) {
        boolean nothingRight = isEmpty(truth);
        boolean nothingFound = isEmpty(found);
        if (nothingRight || nothingFound) {
            return Grade.right(nothingRight && nothingFound, "an empty list");
        }
        Map<Object, Object> expected = pairs(truth);
        Map<Object, Object> given = pairs(found);
        long right = expected.entrySet().stream()
                .filter(entry -> entry.getValue().equals(given.get(entry.getKey())))
                .count();
        long union = given.size() + expected.size() - right;
        return Grade.of(
                union == 0 ? 0 : Python.round((double) right / union, 4), right + " of " + expected.size() + " users");
    }

    /// What Python takes for false.
    private static boolean isEmpty(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, ARRAY -> node.isEmpty();
            case STRING -> node.textValue().isEmpty();
            case NUMBER -> node.doubleValue() == 0;
            case BOOLEAN -> !node.booleanValue();
            case NULL, MISSING, BINARY, POJO -> true;
        };
    }

    private static Map<Object, Object> pairs(JsonNode list) {
        if (list.isNumber() || list.isBoolean()) {
            throw new GraderFault("the answer is a number or a truth value, which has no items");
        }
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (JsonNode row : list) {
            if (row.isObject() && row.has(USER)) {
                Object user = PythonJson.value(row.get(USER));
                if (row.get(USER).isContainerNode()) {
                    throw new GraderFault("a user is no text and no number");
                }
                pairs.put(user, row.has(MONTHS) ? PythonJson.value(row.get(MONTHS)) : new PythonLiteral.None());
            }
        }
        return pairs;
    }
}
