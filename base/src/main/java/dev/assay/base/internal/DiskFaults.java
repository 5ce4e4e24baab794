package dev.assay.base.internal;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Says why something could not be written, and how much room there was.
final class DiskFaults {
    private static final String FULL = "ASSAY-5001";
    private static final String REFUSED = "ASSAY-2009";
    /// What Linux, its quotas, and Windows say of a full disk; Java has no exception of its own for it.
    private static final List<String> FULL_DISK =
            List.of("no space left", "quota exceeded", "not enough space", "disk is full", "disk full");

    private final Disk disk;

    DiskFaults(Disk disk) {
        this.disk = disk;
    }

    /// The exception to throw when writing a target failed after so many bytes.
    AssayException of(Path target, long writtenBytes, IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL_DISK.stream().anyMatch(message::contains)) {
            String what = "The disk is full: needed more than the " + bytes(writtenBytes) + " written, "
                    + bytes(free(target)) + " are free.";
            return new AssayException(
                    new Problem(FULL, what, target.toString(), "make room or write elsewhere; nothing was changed"),
                    cause);
        }
        String reason = cause instanceof AccessDeniedException ? "it is not permitted" : reason(cause);
        return new AssayException(
                new Problem(
                        REFUSED,
                        "It cannot be written: " + reason + ".",
                        target.toString(),
                        "check the path and that you may write there"),
                cause);
    }

    void requireSpace(Path target, long neededBytes) {
        long free = free(target);
        if (free >= 0 && free < neededBytes) {
            throw AssayException.of(
                    FULL,
                    "The disk is full: needed are " + bytes(neededBytes) + ", " + bytes(free) + " are free.",
                    target.toString(),
                    "make room or write elsewhere; nothing was started");
        }
    }

    /// How much is free, or -1 if nobody can tell.
    private long free(Path target) {
        Path folder = target.toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        try {
            return disk.freeBytes(folder);
        } catch (IOException e) {
            return -1;
        }
    }

    private static String bytes(long count) {
        return count < 0 ? "an unknown number of bytes" : String.format(Locale.ROOT, "%,d bytes", count);
    }

    private static String reason(IOException cause) {
        return cause.getClass().getSimpleName() + ", " + ByteLines.reason(cause);
    }
}
