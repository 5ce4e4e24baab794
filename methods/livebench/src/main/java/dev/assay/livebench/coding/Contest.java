package dev.assay.livebench.coding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.text.PythonJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Grades problems of programming contests (LiveCodeBench): all public and hidden tests must pass, each
/// within six seconds.
public final class Contest implements Grader {
    private static final int SECONDS = 6;
    private static final Duration START = Duration.ofSeconds(5);

    private final Harness harness;

    /// @param sandbox where programs run
    public Contest(Sandbox sandbox) {
        this.harness = new Harness(sandbox);
    }

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        JsonNode all = question.all();
        String code = completed(all, CodeBlock.of(answer));
        List<JsonNode> tests = new ArrayList<>();
        tests(Harness.text(all, "public_test_cases")).forEach(tests::add);
        tests(Harness.text(all, "private_test_cases")).forEach(tests::add);
        if (tests.isEmpty()) {
            throw new GraderFault("the question has no tests");
        }
        Map<String, Object> task = new HashMap<>();
        task.put("program", code);
        task.put("tests", tests);
        task.put("seconds", SECONDS);
        Optional<String> function = function(all);
        task.put("kind", function.isPresent() ? "functional" : "stdin");
        task.put("name", function.orElse(""));
        return harness.run(task, START.plusSeconds((SECONDS + 1L) * tests.size()), List.of());
    }

    /// What was left out of a completion is put before it.
    static String completed(JsonNode all, String code) {
        String begun = all.path("partial_solution").asText("");
        return begun.isEmpty() || code.startsWith(begun) ? code : begun + "\n" + code;
    }

    private static JsonNode tests(String packed) {
        return PythonJson.tree(packed)
                .or(() -> PythonJson.tree(PickledText.of(packed)))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new GraderFault("the tests are no list"));
    }

    /// The function's name, where the tests call one.
    private static Optional<String> function(JsonNode all) {
        JsonNode original = all.path("original_json");
        JsonNode tree =
                original.isTextual() ? PythonJson.tree(original.textValue()).orElse(original) : original;
        JsonNode metadata = tree.path("metadata");
        JsonNode read =
                metadata.isTextual() ? PythonJson.tree(metadata.textValue()).orElse(metadata) : metadata;
        return Optional.of(read.path("func_name").asText("")).filter(name -> !name.isEmpty());
    }
}
