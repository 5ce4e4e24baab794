package dev.assay.livebench.coding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.text.PythonJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Grades programs that use libraries (BigCodeBench): their unit tests must pass.
///
/// A question whose libraries are not installed is unscorable, where the official grader counts a wrong answer.
public final class LibraryUse implements Grader {
    private static final double LEAST_SECONDS = 1;
    private static final double SLACK_SECONDS = 3;

    private final Harness harness;

    /// @param sandbox where programs run
    public LibraryUse(Sandbox sandbox) {
        this.harness = new Harness(sandbox);
    }

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        JsonNode all = question.all();
        String code = program(all, CodeBlock.of(answer));
        double seconds = Math.max(LEAST_SECONDS, all.path("expected_time").asDouble(0) + SLACK_SECONDS) + 1;
        Map<String, Object> task =
                Map.of("kind", "unit", "program", code + "\n" + Harness.text(all, "tests"), "seconds", seconds);
        return harness.run(task, Duration.ofMillis((long) ((seconds + 1) * 1000)), libraries(all));
    }

    private static String program(JsonNode all, String code) {
        String begun = all.path("partial_solution").asText("");
        if (!begun.isEmpty()) {
            return Contest.completed(all, code);
        }
        boolean defined = code.contains("def " + all.path("entry_point").asText(""));
        return defined ? code : all.path("code_prompt").asText("") + "\n" + code;
    }

    private static List<String> libraries(JsonNode all) {
        JsonNode node = all.path("libs");
        JsonNode list = node.isTextual()
                ? PythonJson.tree(node.textValue().replace('\'', '"')).orElse(node)
                : node;
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
