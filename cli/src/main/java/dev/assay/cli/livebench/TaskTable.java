package dev.assay.cli.livebench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.frame.Console;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    List<Map<String, Object>> json() {
        return rows.stream().map(Row::json).toList();
    }

    void show(Console console) {
        console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9s %8s %10s",
                "model",
                "category",
                "task",
                "questions",
                "score",
                "unscorable"));
        rows.forEach(row -> console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9d %8.3f %10d",
                row.model(),
                row.category(),
                row.task(),
                row.questions(),
                row.score(),
                row.unscorable())));
    }

    /// A model's answers to one task.
    ///
    /// @param score the mean over those that could be graded
    private record Row(String model, String category, String task, int questions, double score, int unscorable) {
        static Row of(List<ObjectNode> group) {
            double mean = group.stream()
                    .filter(judgment -> !isUnscorable(judgment))
                    .mapToDouble(judgment -> judgment.path("score").asDouble())
                    .average()
                    .orElse(Double.NaN);
            int unscorable =
                    (int) group.stream().filter(TaskTable::isUnscorable).count();
            ObjectNode first = group.getFirst();
            return new Row(
                    first.path("model").asText(),
                    first.path("category").asText(),
                    first.path("task").asText(),
                    group.size(),
                    mean,
                    unscorable);
        }

        Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", model);
            fields.put("category", category);
            fields.put("task", task);
            fields.put("questions", questions);
            fields.put("score", score);
            fields.put("unscorable", unscorable);
            return fields;
        }
    }
}
