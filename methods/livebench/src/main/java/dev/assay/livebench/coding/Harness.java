package dev.assay.livebench.coding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.TemporaryFolder;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.sandbox.Limits;
import dev.assay.livebench.sandbox.Outcome;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.text.PythonJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Runs a program's tests in a sandbox by a small script, which says in one line what came of them.
///
/// The line is written last and begins with a word that the caller draws, so that a program cannot write it.
final class Harness {
    private static final String SCRIPT = "harness.py";
    private static final String TASK = "task.json";

    private final Sandbox sandbox;

    Harness(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// The grade that the tests give.
    ///
    /// @param task      what the script reads
    /// @param libraries without which nothing is said of the program
    Grade run(Map<String, Object> task, Duration most, List<String> libraries) {
        String word = word();
        Map<String, Object> told = new HashMap<>(task);
        told.put("word", word);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            AtomicFiles.writeString(folder.path().resolve(SCRIPT), script());
            AtomicFiles.writeString(folder.path().resolve(TASK), Json.line(told));
            Outcome outcome = sandbox.run(
                    List.of("/usr/bin/python3", "-I", SCRIPT, TASK), folder.path(), Limits.STANDARD.within(most));
            return grade(outcome, word, libraries);
        }
    }

    private static String word() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Grade grade(Outcome outcome, String word, List<String> libraries) {
        return switch (outcome) {
            case Outcome.Unavailable(String why) -> new Grade.Unscorable(Grade.Reason.SKIPPED_NO_RUNTIME, why);
            case Outcome.Stopped(String why) -> Grade.right(false, why);
            case Outcome.Ended(int code, String output, String errors) ->
                result(output, word).map(result -> grade(result, libraries)).orElseGet(() -> ended(code, errors));
        };
    }

    private static Grade ended(int code, String errors) {
        String last = errors.strip().lines().reduce("", (before, line) -> line);
        if (errors.contains("bwrap:") || errors.contains("setpriv:") || last.contains("execvp")) {
            return new Grade.Unscorable(Grade.Reason.SKIPPED_NO_RUNTIME, last);
        }
        return Grade.right(false, "the program ended with status " + code + (last.isEmpty() ? "" : ": " + last));
    }

    private static Grade grade(JsonNode result, List<String> libraries) {
        String missing = result.path("missing").asText("");
        if (libraries.contains(missing)) {
            return new Grade.Unscorable(
                    Grade.Reason.SKIPPED_NO_RUNTIME, "the question needs the library '" + missing + "' for Python");
        }
        return Grade.right(result.path("passed").asBoolean(), result.path("why").asText());
    }

    private static Optional<JsonNode> result(String output, String word) {
        String last = output.strip().lines().reduce("", (before, line) -> line);
        return last.startsWith(word) ? PythonJson.tree(last.substring(word.length())) : Optional.empty();
    }

    private static String script() {
        try (InputStream stream = Objects.requireNonNull(Harness.class.getResourceAsStream(SCRIPT))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A field that has to be a text.
    static String text(JsonNode all, String field) {
        JsonNode node = all.path(field);
        if (!node.isTextual()) {
            throw new GraderFault("the question has no " + field);
        }
        return node.textValue();
    }
}
