package dev.assay.base.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Whole folders: what is in them, how large they are, and removing them.
public final class FileTrees {
    private FileTrees() {}

    /// Everything under a folder, the folder itself last.
    static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    /// The regular files under a folder, through symbolic links.
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    /// Removes a file or a folder with everything in it; links are removed, not followed.
    static void remove(Path path) throws IOException {
        for (Path each : contents(path)) {
            Files.deleteIfExists(each);
        }
    }

    /// The same, but a fault is not worth a word.
    public static void removeQuietly(Path path) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                remove(path);
            }
        } catch (IOException ignored) {
            // the problem that brought us here is the one to tell; a temporary that stays is cleared later
        }
    }

    /// How many bytes the files under this path have; 0 if it is not there.
    static long bytesOf(Path path) {
        try {
            long bytes = 0;
            for (Path each : Files.exists(path) ? contents(path) : List.<Path>of()) {
                bytes += Files.isRegularFile(each) ? Files.size(each) : 0;
            }
            return bytes;
        } catch (IOException e) {
            return 0;
        }
    }
}
