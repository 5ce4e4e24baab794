package dev.assay.livebench.release;

import dev.assay.base.TemporaryFolder;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Questions of our own that come with the library, so that a model can be measured offline: some of
/// every kind that a maker makes, of all difficulties.
///
/// Whoever trains on this library's files has seen them; make [new ones][FreshRelease] for a result
/// that counts.
public final class BundledQuestions {
    private static final String FILE = "question.jsonl.gz";

    private BundledQuestions() {}

    /// All of them.
    public static List<Question> all() {
        try (TemporaryFolder folder = TemporaryFolder.create();
                InputStream in = BundledQuestions.class.getResourceAsStream(FILE)) {
            Path file = folder.path().resolve(FILE);
            Files.copy(Objects.requireNonNull(in, FILE), file);
            return Questions.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
