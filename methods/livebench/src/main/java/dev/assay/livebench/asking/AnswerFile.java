package dev.assay.livebench.asking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.LineJournal;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A file of answers that grows line by line as they come.
///
/// At the end it is written anew, sorted by question, the last of two lines for one.
public final class AnswerFile implements AutoCloseable {
    private final Path file;
    private final LineJournal journal;
    private final List<ModelAnswer> before;

    private AnswerFile(Path file, LineJournal journal, List<ModelAnswer> before) {
        this.file = file;
        this.journal = journal;
        this.before = before;
    }

    /// Opens a file, new or begun.
    ///
    /// @throws AssayException as [LineJournal#open] and [ModelAnswers#read]
    public static AnswerFile open(Path file) {
        LineJournal journal = LineJournal.open(file, true);
        try {
            return new AnswerFile(file, journal, journal.isEmpty() ? List.of() : ModelAnswers.read(file));
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /// The answers that were there when it was opened.
    public List<ModelAnswer> before() {
        return before;
    }

    /// Adds a line; it is on the disk when this returns.
    void add(ObjectNode line) {
        journal.add(line);
    }

    /// Sorts it by question, keeping the last line for each.
    ///
    /// @throws AssayException if it cannot be read or written
    void sort() {
        List<ModelAnswer> all = new ArrayList<>(ModelAnswers.read(file));
        all.sort(Comparator.comparing(ModelAnswer::questionId).thenComparing(ModelAnswer::model));
        AtomicFiles.write(file, out -> write(all, out));
    }

    private static void write(List<ModelAnswer> all, OutputStream out) throws IOException {
        for (ModelAnswer answer : all) {
            out.write((Json.line(answer.all()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
