package dev.assay.nn.train;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// The run's log, `log.jsonl`: one JSON object a line, each with the `step` that it belongs to.
///
/// A run that resumes from step `s` first drops the lines of later steps, and a last line that a crash cut
/// short. So the log reads as if the run had never been stopped.
final class TrainingLog {
    private final Path file;

    TrainingLog(Path file) {
        this.file = file;
    }

    /// Keeps the lines of steps up to `step`.
    void rewind(long step) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> kept = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> stepOf(line) <= step)
                    .toList();
            AtomicFiles.writeString(file, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static long stepOf(String line) {
        try {
            return Json.tree(line).path("step").asLong(Long.MAX_VALUE);
        } catch (AssayException e) {
            return Long.MAX_VALUE;
        }
    }

    /// Adds a line.
    void add(Map<String, Object> fields) {
        try {
            Files.writeString(
                    file,
                    Json.line(fields) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private AssayException cannotWrite(IOException cause) {
        return new AssayException(
                new Problem(
                        "ASSAY-5020",
                        "The training log cannot be written: " + cause.getMessage(),
                        file.toString(),
                        "free space or choose another folder, then resume: the last checkpoint is intact"),
                cause);
    }
}
