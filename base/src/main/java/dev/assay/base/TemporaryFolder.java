package dev.assay.base;

import dev.assay.base.internal.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that is gone, with everything in it, when it is closed.
///
/// @param path where it lies
public record TemporaryFolder(Path path) implements AutoCloseable {
    /// A new, empty one where the system keeps such things.
    ///
    /// @throws UncheckedIOException if the system gives none
    public static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("assay"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes it; what cannot be removed is left to the system.
    @Override
    public void close() {
        FileTrees.removeQuietly(path);
    }
}
