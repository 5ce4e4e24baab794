package dev.assay.report.internal;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Text files that are there whole or not at all: written beside their place, flushed, then renamed.
public final class AtomicText {
    private AtomicText() {}

    /// Writes a file, replacing what was there.
    ///
    /// @throws AssayException `ASSAY-5091` if the disk refuses; what was there before is still there
    public static void write(Path file, String text) {
        Path folder = parent(file);
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            rename(temporary, file);
        } catch (IOException refused) {
            discard(temporary);
            throw unwritable(file, refused);
        }
    }

    /// Makes a folder with those above it.
    ///
    /// @throws AssayException `ASSAY-2091` if there is a file of that name, or the place cannot be written
    public static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-2091",
                            "The folder for the dossier cannot be made.",
                            folder + ": " + refused.getClass().getSimpleName() + ", " + refused.getMessage(),
                            "name a folder that can be written; a file must not stand in its way"),
                    refused);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        return parent;
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException alsoRefused) {
            // the first refusal is the one worth telling; a stray temporary file does no harm
        }
    }

    private static AssayException unwritable(Path file, IOException refused) {
        return new AssayException(
                new Problem(
                        "ASSAY-5091",
                        "A file of the dossier could not be written.",
                        file + ": " + refused.getClass().getSimpleName() + ", " + refused.getMessage(),
                        "free space on that disk or name another folder, then run it again; the old file was kept"),
                refused);
    }
}
