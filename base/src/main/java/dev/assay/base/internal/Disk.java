package dev.assay.base.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The few things that writing safely asks of a file system; a test puts a failing one in its place.
public interface Disk {
    /// The file system of this machine.
    Disk REAL = new Disk() {};

    /// A new file, open for writing.
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }

    /// A new file, open for writing, that nobody but its owner may read; where a file system has no such
    /// rights, an ordinary one.
    default FileChannel createSecret(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return create(file);
        }
        // Given at its creation: who opens a file before its rights are changed may read it afterwards.
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// Renames a file or folder at once, in the place of a file that may be there.
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Forces the content of a file to the disk.
    default void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// How many bytes are free where this folder lies.
    default long freeBytes(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return store.getUsableSpace();
    }
}
