package dev.assay.cli.livebench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.frame.Console;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Judgments by model and task, as a table.
final class TaskTable {
    private final List<Row> rows;

    private TaskTable(List<Row> rows) {
        this.rows = rows;
    }

    static TaskTable of(List<ObjectNode> judgments) {
        Map<List<String>, List<ObjectNode>> groups = judgments.stream()
                .collect(Collectors.groupingBy(
                        judgment -> List.of(
                                judgment.path("model").asText(),
                                judgment.path("category").asText(),
                                judgment.path("task").asText()),
                        () -> new TreeMap<>(Comparator.comparing(key -> String.join("\t", key))),
                        Collectors.toList()));
        return new TaskTable(groups.values().stream().map(Row::of).toList());
    }

    static boolean isUnscorable(JsonNode judgment) {
        return judgment.path("status").asText().equals("unscorable");
    }

    static boolean isTooLong(JsonNode judgment) {
        return judgment.path("eval_status").asText().equals("too_long");
    }

    List<Map<String, Object>> json() {
        return rows.stream().map(Row::json).toList();
    }

    void show(Console console) {
        console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9s %8s %10s %8s",
                "model",
                "category",
                "task",
                "questions",
                "score",
                "unscorable",
                "too long"));
        rows.forEach(row -> console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9d %8s %10d %8d",
                row.model(),
                row.category(),
                row.task(),
                row.questions(),
                row.score().isEmpty()
                        ? "-"
                        : String.format(Locale.ROOT, "%.3f", row.score().getAsDouble()),
                row.unscorable(),
                row.tooLong())));
    }

    /// A model's answers to one task.
    ///
    /// @param score      the mean over those that could be graded, if any
    /// @param unscorable of those that were asked
    /// @param tooLong    for the model's context, so that they were not asked
    private record Row(
            String model,
            String category,
            String task,
            int questions,
            OptionalDouble score,
            int unscorable,
            int tooLong) {
        static Row of(List<ObjectNode> group) {
            OptionalDouble mean = group.stream()
                    .filter(judgment -> !isUnscorable(judgment))
                    .mapToDouble(judgment -> judgment.path("score").asDouble())
                    .average();
            int tooLong = (int) group.stream().filter(TaskTable::isTooLong).count();
            int unscorable =
                    (int) group.stream().filter(TaskTable::isUnscorable).count() - tooLong;
            ObjectNode first = group.getFirst();
            return new Row(
                    first.path("model").asText(),
                    first.path("category").asText(),
                    first.path("task").asText(),
                    group.size(),
                    mean,
                    unscorable,
                    tooLong);
        }

        Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", model);
            fields.put("category", category);
            fields.put("task", task);
            fields.put("questions", questions);
            fields.put("score", score.stream().boxed().findFirst());
            fields.put("unscorable", unscorable);
            fields.put("too_long", tooLong);
            return fields;
        }
    }
}
