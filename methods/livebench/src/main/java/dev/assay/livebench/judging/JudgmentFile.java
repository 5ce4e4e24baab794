package dev.assay.livebench.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.LineJournal;
import dev.assay.base.Sha256;
import dev.assay.livebench.grade.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A file of judgments, and beside it what a killed run had judged already.
///
/// `.NAME.partial` begins with a line that says what was judged and how; a run on other files, or
/// graded in another way, begins anew. The file itself appears whole, at the end.
public final class JudgmentFile implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final LineJournal journal;
    private final Map<List<String>, ObjectNode> before;

    private JudgmentFile(Path file, Path partial, LineJournal journal, Map<List<String>, ObjectNode> before) {
        this.file = file;
        this.partial = partial;
        this.journal = journal;
        this.before = before;
    }

    /// Opens what is judged of some files.
    ///
    /// @param inputs questions and answers
    /// @throws AssayException as [LineJournal#open], or if an input cannot be read
    public static JudgmentFile open(Path file, Mode mode, List<Path> inputs) {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        ObjectNode head = head(mode, inputs);
        LineJournal journal = LineJournal.open(partial, false);
        Optional<Map<List<String>, ObjectNode>> before = journal.isEmpty() ? Optional.empty() : read(partial, head);
        if (before.isPresent()) {
            return new JudgmentFile(file, partial, journal, before.get());
        }
        journal.close();
        delete(partial);
        LineJournal fresh = LineJournal.open(partial, false);
        fresh.add(head);
        return new JudgmentFile(file, partial, fresh, Map.of());
    }

    private static ObjectNode head(Mode mode, List<Path> inputs) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("grading", mode.name().toLowerCase(Locale.ROOT));
        inputs.forEach(input -> head.withArray("inputs").add(Sha256.of(input)));
        return head;
    }

    private static Optional<Map<List<String>, ObjectNode>> read(Path partial, ObjectNode head) {
        Map<List<String>, ObjectNode> all = new LinkedHashMap<>();
        try (JsonLines lines = JsonLines.open(partial)) {
            if (!lines.hasNext() || !lines.next().node().equals(head)) {
                return Optional.empty();
            }
            lines.forEachRemaining(line -> {
                if (line.node() instanceof ObjectNode judgment) {
                    all.put(key(judgment), judgment);
                }
            });
            return Optional.of(all);
        } catch (AssayException damaged) {
            // It is only a shortcut: what it does not say is judged again.
            return Optional.empty();
        }
    }

    private static List<String> key(JsonNode judgment) {
        return List.of(
                judgment.path("question_id").asText(), judgment.path("model").asText());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an earlier run said of a question and a model.
    Optional<ObjectNode> before(String question, String model) {
        return Optional.ofNullable(before.get(List.of(question, model)));
    }

    /// How many judgments an earlier run left.
    public int left() {
        return before.size();
    }

    void add(ObjectNode judgment) {
        journal.add(judgment);
    }

    /// Writes the file whole, and removes what was beside it.
    ///
    /// @throws AssayException if it cannot be written
    public void finish(List<ObjectNode> judgments) {
        AtomicFiles.write(file, stream -> {
            for (ObjectNode judgment : judgments) {
                stream.write((Json.line(judgment) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        journal.close();
        delete(partial);
    }

    @Override
    public void close() {
        journal.close();
    }
}
