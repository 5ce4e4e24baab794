package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of text that a model is measured on.
public final class TextFile {
    private static final long MOST_BYTES = 256L << 20;

    private TextFile() {}

    /// The whole text.
    ///
    /// @throws AssayException if it cannot be read as UTF-8, or is larger than 256 MiB
    public static String read(Path text) {
        try {
            if (Files.size(text) > MOST_BYTES) {
                throw unreadable(text, "it has more than " + MOST_BYTES + " bytes");
            }
            return Files.readString(text);
        } catch (IOException e) {
            AssayException problem = unreadable(text, e.getClass().getSimpleName());
            problem.initCause(e);
            throw problem;
        }
    }

    private static AssayException unreadable(Path text, String why) {
        return new AssayException(new Problem(
                "ASSAY-4101", "The text cannot be read: " + why + ".", "--text " + text, "name a file of UTF-8 text"));
    }
}
