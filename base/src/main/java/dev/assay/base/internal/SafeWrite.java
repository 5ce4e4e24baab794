package dev.assay.base.internal;

import dev.assay.base.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Write beside, force to the disk, rename.
public final class SafeWrite {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String TEMPORARY = ".tmp-";
    private static final String OLD = ".old";

    private final Disk disk;
    private final DiskFaults faults;

    /// Writes to this disk.
    public SafeWrite(Disk disk) {
        this.disk = disk;
        this.faults = new DiskFaults(disk);
    }

    /// Something that may fail to write.
    @FunctionalInterface
    public interface Work {
        /// Does it.
        void run() throws IOException;
    }

    /// See [AtomicFiles#write].
    public void write(Path target, AtomicFiles.Content content) {
        writeChannel(target, streamed(content));
    }

    /// See [AtomicFiles#writeSecret].
    public void writeSecret(Path target, AtomicFiles.Content content) {
        writeChannel(target, streamed(content), disk::createSecret);
    }

    private static AtomicFiles.ChannelContent streamed(AtomicFiles.Content content) {
        return channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
        };
    }

    /// See [AtomicFiles#writeChannel].
    public void writeChannel(Path target, AtomicFiles.ChannelContent content) {
        writeChannel(target, content, disk::create);
    }

    /// Makes a file.
    private interface Creation {
        FileChannel create(Path file) throws IOException;
    }

    private void writeChannel(Path target, AtomicFiles.ChannelContent content, Creation creation) {
        Path temporary = beside(target, TEMPORARY + UUID.randomUUID());
        guarded(target, temporary, () -> {
            makeParent(target);
            try (FileChannel channel = creation.create(temporary)) {
                content.writeTo(channel);
                channel.force(true);
            }
            disk.rename(temporary, target);
            forceFolder(folderOf(target));
        });
    }

    /// See [AtomicFiles#writeFolder].
    public void writeFolder(Path target, AtomicFiles.FolderContent content) {
        Path temporary = beside(target, TEMPORARY + UUID.randomUUID());
        recoverFolder(target);
        guarded(target, temporary, () -> {
            makeParent(target);
            Files.createDirectory(temporary);
            content.writeTo(temporary);
            forceAll(temporary);
            replace(temporary, target);
            forceFolder(folderOf(target));
        });
    }

    /// See [AtomicFiles#recoverFolder].
    public boolean recoverFolder(Path target) {
        Path old = beside(target, OLD);
        if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean lost = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        guarded(target, () -> {
            if (lost) {
                disk.rename(old, target);
            } else {
                FileTrees.remove(old);
            }
        });
        return lost;
    }

    /// See [AtomicFiles#clearTemporaries].
    public void clearTemporaries(Path folder) {
        guarded(folder, () -> {
            try (Stream<Path> entries = Files.list(folder)) {
                List<Path> left = entries.filter(SafeWrite::isTemporary).toList();
                for (Path path : left) {
                    FileTrees.remove(path);
                }
            }
        });
    }

    /// See [AtomicFiles#requireSpace].
    public void requireSpace(Path target, long neededBytes) {
        faults.requireSpace(target, neededBytes);
    }

    private void replace(Path temporary, Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            disk.rename(temporary, target);
            return;
        }
        Path old = beside(target, OLD);
        disk.rename(target, old);
        try {
            disk.rename(temporary, target);
        } catch (IOException e) {
            disk.rename(old, target);
            throw e;
        }
        FileTrees.remove(old);
    }

    private void guarded(Path target, Path temporary, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw faults.of(target, FileTrees.bytesOf(temporary), e);
        } catch (UncheckedIOException e) {
            throw faults.of(target, FileTrees.bytesOf(temporary), Objects.requireNonNull(e.getCause()));
        } finally {
            FileTrees.removeQuietly(temporary);
        }
    }

    /// Does work that writes a target, and tells a failure as a problem of the disk.
    public void guarded(Path target, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw faults.of(target, 0, e);
        }
    }

    private void forceAll(Path folder) throws IOException {
        for (Path path : FileTrees.contents(folder)) {
            if (Files.isDirectory(path)) {
                forceFolder(path);
            } else {
                disk.force(path);
            }
        }
    }

    /// A rename is lasting once the folder is forced; Windows has no such call and needs none.
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException ignored) {
            // the content is on the disk already, only the time of the rename is left to the system
        }
    }

    private static void makeParent(Path target) throws IOException {
        Path folder = folderOf(target);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private static boolean isTemporary(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".") && name.contains(TEMPORARY);
    }

    private static Path beside(Path target, String suffix) {
        return folderOf(target).resolve("." + target.toAbsolutePath().getFileName() + suffix);
    }

    private static Path folderOf(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file system's root cannot be written: " + target);
        }
        return parent;
    }
}
