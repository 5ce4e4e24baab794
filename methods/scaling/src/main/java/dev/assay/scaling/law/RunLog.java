package dev.assay.scaling.law;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs in files of JSON lines: a study's own log, or lines with `structure`, `compute`, `loss` and perhaps `run`.
public final class RunLog {
    private static final String CODE = "ASSAY-4133";

    private RunLog() {}

    /// The runs by structure, in the order of the files. A loss that is `null` is one that is not a number.
    ///
    /// @throws AssayException `ASSAY-4001` or `ASSAY-4004` if a file cannot be read, `ASSAY-4133` for
    ///     lines that are neither form
    public static Map<String, List<Run>> read(List<Path> files) {
        Map<String, Map<String, List<Point>>> all = new LinkedHashMap<>();
        Checks checks = new Checks();
        for (Path file : files) {
            try (JsonLines lines = JsonLines.open(file)) {
                lines.forEachRemaining(line -> add(line, all, checks));
            }
        }
        checks.throwIfAny();
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        all.forEach((structure, named) -> {
            List<Run> own = new ArrayList<>();
            named.forEach((name, points) -> own.add(new Run(name, points)));
            runs.put(structure, own);
        });
        return runs;
    }

    private static void add(JsonLines.Line line, Map<String, Map<String, List<Point>>> all, Checks checks) {
        JsonNode node = line.node();
        if (node.path("run").isObject() && node.path("points").isArray()) {
            JsonNode run = node.path("run");
            List<Point> points = points(all, run.path("structure").asText(), run.toString());
            node.path("points").forEach(point -> points.add(point(point)));
            if (node.path("diverged").asBoolean()) {
                points.add(new Point(1, Double.NaN));
            }
        } else if (node.path("structure").isTextual() && node.path("compute").isNumber() && node.has("loss")) {
            points(all, node.path("structure").asText(), node.path("run").asText(""))
                    .add(point(node));
        } else {
            checks.add(new Problem(
                    CODE,
                    "The line is no run of a study.",
                    line.where(),
                    "give each line structure, compute and loss, or name a folder of assay layers search"));
        }
    }

    private static List<Point> points(Map<String, Map<String, List<Point>>> all, String structure, String run) {
        return all.computeIfAbsent(structure, each -> new LinkedHashMap<>())
                .computeIfAbsent(run, each -> new ArrayList<>());
    }

    private static Point point(JsonNode node) {
        return new Point(node.path("compute").asDouble(), node.path("loss").asDouble(Double.NaN));
    }
}
