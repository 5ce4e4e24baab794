package dev.assay.livebench.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads judgments in the layout of LiveBench's `ground_truth_judgment.jsonl`, those of the official tools too.
public final class Judgments {
    private static final String CODE = "ASSAY-4203";
    private static final double NONE = -1;

    private Judgments() {}

    /// All judgments of some files; of two of one model on one question the last counts. A score of -1
    /// says that there is none, and is left out.
    ///
    /// @throws AssayException with every fault: `ASSAY-4203` for a line that is no judgment, and
    ///     as [JsonLines#open]
    public static List<Judged> read(List<Path> files) {
        Checks faults = new Checks();
        Map<List<String>, Judged> all = new LinkedHashMap<>();
        for (Path file : files) {
            try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
                lines.forEachRemaining(line -> judged(line, faults)
                        .ifPresent(each -> all.put(List.of(each.questionId(), each.model()), each)));
            }
        }
        faults.throwIfAny();
        return all.values().stream().filter(each -> each.score() != NONE).toList();
    }

    private static Optional<Judged> judged(JsonLines.Line line, Checks faults) {
        for (String field : List.of("question_id", "category", "task", "model")) {
            if (!line.node().path(field).isTextual()) {
                return refused(line, field, "a text", faults);
            }
        }
        JsonNode score = line.node().path("score");
        if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
            return refused(line, "score", "a number", faults);
        }
        return Optional.of(new Judged(
                line.node().path("question_id").textValue(),
                line.node().path("category").textValue(),
                line.node().path("task").textValue(),
                line.node().path("model").textValue().toLowerCase(Locale.ROOT),
                score.doubleValue(),
                line.node().hasNonNull("eval_status")));
    }

    private static Optional<Judged> refused(JsonLines.Line line, String field, String needed, Checks faults) {
        faults.add(new Problem(
                CODE,
                "A judgment needs " + needed + " here.",
                line.where(field),
                "name a file that assay livebench grade wrote, or one of the official tools"));
        return Optional.empty();
    }
}
