package dev.assay.scaling.data;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Files that studies learn from.
final class StudyData {
    private StudyData() {}

    /// The bytes of a file; a name that ends in `.gz` is unpacked.
    static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    static AssayException unreadable(Path file, IOException cause) {
        return new AssayException(
                new Problem(
                        "ASSAY-4131",
                        "The data of the study cannot be read: "
                                + (cause.getClass() == IOException.class
                                        ? cause.getMessage()
                                        : cause.getClass().getSimpleName())
                                + ".",
                        file.toString(),
                        "name a file of the kind that the task needs, plain or compressed with gzip"),
                cause);
    }
}
