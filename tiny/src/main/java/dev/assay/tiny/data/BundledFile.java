package dev.assay.tiny.data;

import dev.assay.base.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The small files of data that come with Assay, so that the demo runs where there is no network.
///
/// All but the licence are made by [BundledSet] under [DataPlan#standard], and a test proves it.
public enum BundledFile {
    /// About 60 KB of text about validation concepts, to measure perplexity on.
    HELD_OUT_TEXT("heldout.txt"),
    /// About 400 questions about test concepts: is-a, category, choose, each with balanced answers.
    HELD_OUT_QUESTIONS("questions-heldout.jsonl"),
    /// 800 training rows of the template [Template#WING], which the bundled model was not trained on.
    DEMO_INSTRUCTIONS("instructions-demo.jsonl"),
    /// 200 questions of that template about test concepts.
    DEMO_QUESTIONS("questions-demo.jsonl"),
    /// WordNet's terms, which go with whatever is made of it.
    LICENCE("LICENSE-WordNet");

    private static final String FOLDER = "/dev/assay/tiny/";

    private final String fileName;

    BundledFile(String fileName) {
        this.fileName = fileName;
    }

    /// The file's name, without a folder.
    public String fileName() {
        return fileName;
    }

    /// The whole text.
    public String text() {
        try (InputStream in = BundledFile.class.getResourceAsStream(FOLDER + fileName)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + FOLDER + fileName);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The questions of [#HELD_OUT_QUESTIONS] or [#DEMO_QUESTIONS].
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4003` if this file holds no questions
    public List<Question> questions() {
        return QuestionFile.parse(text(), fileName);
    }

    /// Writes the file into a folder under its own name, for those who read paths.
    ///
    /// @return the file
    public Path copyTo(Path folder) {
        Path target = folder.resolve(fileName);
        AtomicFiles.writeString(target, text());
        return target;
    }
}
