package dev.assay.livebench.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Checks;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes questions in the layout of LiveBench's `question.jsonl`.
public final class Questions {
    private static final String CODE = "ASSAY-4201";

    private Questions() {}

    /// All questions of a file.
    ///
    /// @throws AssayException with every fault: `ASSAY-4201` for a line that is no question, an id
    ///     that stands twice, or a release date that lies in the future, and as [JsonLines#open]
    public static List<Question> read(Path file) {
        Checks faults = new Checks();
        Map<String, Long> seen = new HashMap<>();
        List<Question> all = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
            lines.forEachRemaining(line -> question(line, faults).ifPresent(question -> {
                Long before = seen.putIfAbsent(question.id(), line.number());
                if (before != null) {
                    faults.add(fault(
                            line,
                            "question_id",
                            "The id '" + question.id() + "' stands twice; first on line " + before + ".",
                            "take one of the two lines out"));
                }
                all.add(question);
            }));
        }
        faults.throwIfAny();
        return List.copyOf(all);
    }

    /// Writes questions, one on each line, whole or not at all.
    ///
    /// @throws AssayException if the file cannot be written
    public static void write(Path file, List<Question> questions) {
        AtomicFiles.write(file, out -> {
            for (Question question : questions) {
                out.write((Json.line(question.all()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static Optional<Question> question(JsonLines.Line line, Checks faults) {
        if (!(line.node() instanceof ObjectNode all)) {
            faults.add(new Problem(CODE, "The line is no object.", line.where(), "write one question on each line"));
            return Optional.empty();
        }
        Optional<String> id = text(line, all, "question_id", faults);
        Optional<String> category = text(line, all, "category", faults);
        Optional<String> task = text(line, all, "task", faults);
        Optional<List<String>> turns = turns(line, all, faults);
        optional(all, "livebench_release_date")
                .filter(day -> day.compareTo(tomorrow()) > 0)
                .ifPresent(day -> faults.add(fault(
                        line,
                        "livebench_release_date",
                        "The release date " + day + " lies in the future.",
                        "write the day on which the question came")));
        if (id.isEmpty() || category.isEmpty() || task.isEmpty() || turns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                id.get(),
                category.get(),
                task.get(),
                optional(all, "subtask"),
                turns.get(),
                optional(all, "livebench_release_date"),
                optional(all, "livebench_removal_date"),
                all));
    }

    /// The latest day that it is anywhere.
    private static String tomorrow() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
    }

    private static Optional<String> text(JsonLines.Line line, ObjectNode all, String field, Checks faults) {
        JsonNode node = all.path(field);
        if (!node.isTextual() || node.textValue().isBlank()) {
            faults.add(fault(line, field, "A question needs a text here.", "give '" + field + "' a text"));
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    private static Optional<List<String>> turns(JsonLines.Line line, ObjectNode all, Checks faults) {
        List<String> turns = new ArrayList<>();
        JsonNode node = all.path("turns");
        boolean texts = node.isArray() && !node.isEmpty();
        for (JsonNode turn : node) {
            texts &= turn.isTextual();
            turns.add(turn.asText());
        }
        if (!texts) {
            faults.add(fault(
                    line, "turns", "A question needs a list of texts here.", "give what the user says, [\"...\"]"));
            return Optional.empty();
        }
        return Optional.of(turns);
    }

    private static Optional<String> optional(ObjectNode all, String field) {
        return Optional.of(all.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank());
    }

    private static Problem fault(JsonLines.Line line, String field, String what, String mend) {
        return new Problem(CODE, what, line.where(field), mend);
    }
}
