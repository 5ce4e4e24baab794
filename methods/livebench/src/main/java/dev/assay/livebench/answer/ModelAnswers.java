package dev.assay.livebench.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads answers in the layout of LiveBench's `model_answer` files, older and newer.
public final class ModelAnswers {
    private static final String CODE = "ASSAY-4202";

    /// What the official tools write where a model could not be asked.
    private static final String ERROR = "$ERROR$";

    private ModelAnswers() {}

    /// All answers of a file; of two by one model to one question the last counts.
    ///
    /// @throws AssayException with every fault: `ASSAY-4202` for a line that is no answer, and as [JsonLines#open]
    public static List<ModelAnswer> read(Path file) {
        Checks faults = new Checks();
        Map<List<String>, ModelAnswer> all = new LinkedHashMap<>();
        try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
            lines.forEachRemaining(line -> answer(line, faults)
                    .ifPresent(answer -> all.put(List.of(answer.questionId(), answer.model()), answer)));
        }
        faults.throwIfAny();
        return List.copyOf(all.values());
    }

    private static Optional<ModelAnswer> answer(JsonLines.Line line, Checks faults) {
        if (!(line.node() instanceof ObjectNode all)) {
            faults.add(new Problem(CODE, "The line is no object.", line.where(), "write one answer on each line"));
            return Optional.empty();
        }
        JsonNode turns = all.path("choices").path(0).path("turns");
        Optional<String> id = text(all, "question_id");
        if (id.isEmpty() || !turns.isArray()) {
            String field = id.isEmpty() ? "question_id" : "choices[0].turns";
            faults.add(new Problem(
                    CODE,
                    "An answer needs " + (id.isEmpty() ? "a text" : "a list of texts") + " here.",
                    line.where(field),
                    "give it, or take the line out"));
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        turns.forEach(turn -> texts.add(turn.isTextual() ? turn.textValue() : ""));
        return Optional.of(new ModelAnswer(
                id.get(),
                text(all, "answer_id"),
                text(all, "model_id").orElse("unknown"),
                texts,
                text(all, "eval_status").or(() -> failed(texts)),
                all));
    }

    private static Optional<String> failed(List<String> turns) {
        return turns.contains(ERROR) ? Optional.of("api_error") : Optional.empty();
    }

    private static Optional<String> text(ObjectNode all, String field) {
        return Optional.of(all.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
