package dev.assay.base;

import dev.assay.base.internal.Disk;
import dev.assay.base.internal.SafeWrite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes files and folders so that a reader sees the old content or the new one, and never a part of it.
///
/// The new content is written beside the target under a name `.NAME.tmp-...`, forced to the disk, and then
/// renamed. If anything fails, the temporary is removed, the old content is untouched, and the problem is
/// `ASSAY-5001` where the disk is full (with the bytes written and the bytes free) or `ASSAY-2009` where it
/// cannot be written for another reason.
///
/// A folder that is replaced is moved aside to `.NAME.old` first. If the process dies between the two renames
/// the next [#writeFolder] or [#recoverFolder] puts it back, so one of the two always survives. What a killed
/// process left behind is removed by [#clearTemporaries].
public final class AtomicFiles {
    private static final SafeWrite REAL = new SafeWrite(Disk.REAL);

    private AtomicFiles() {}

    /// Writes the content of a file to a stream.
    @FunctionalInterface
    public interface Content {
        /// Writes everything; the stream is buffered, and closed by the caller.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes the content of a file to a channel, for those who write large blocks.
    @FunctionalInterface
    public interface ChannelContent {
        /// Writes everything; the channel is closed by the caller.
        void writeTo(FileChannel out) throws IOException;
    }

    /// Writes the files of a folder.
    @FunctionalInterface
    public interface FolderContent {
        /// Writes everything under this folder, which exists and is empty; it has its final name only
        /// afterwards.
        void writeTo(Path folder) throws IOException;
    }

    /// Writes a file.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`; whatever the content itself throws passes through
    public static void write(Path target, Content content) {
        REAL.write(target, content);
    }

    /// Writes a file through a channel.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`; whatever the content itself throws passes through
    public static void writeChannel(Path target, ChannelContent content) {
        REAL.writeChannel(target, content);
    }

    /// Writes a file of text in UTF-8.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public static void writeString(Path target, String text) {
        REAL.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes a file of text in UTF-8 that nobody but its owner may read, where the file system has such
    /// rights.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public static void writeSecret(Path target, String text) {
        REAL.writeSecret(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes a whole folder, in the place of one that may be there.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`; whatever the content itself throws passes through
    public static void writeFolder(Path target, FolderContent content) {
        REAL.writeFolder(target, content);
    }

    /// Puts back a folder that was being replaced when the process died; true if there was one to put back.
    ///
    /// @throws AssayException `ASSAY-2009` if it cannot be moved
    public static boolean recoverFolder(Path target) {
        return REAL.recoverFolder(target);
    }

    /// Removes what killed processes left in this folder. No other process may be writing there.
    ///
    /// @throws AssayException `ASSAY-2009` if it cannot be removed
    public static void clearTemporaries(Path folder) {
        REAL.clearTemporaries(folder);
    }

    /// Refuses work that would not fit the disk, before it starts.
    ///
    /// @param target      a file or folder that is to be written; it need not exist yet
    /// @param neededBytes how much it will take
    /// @throws AssayException `ASSAY-5001` if less is free
    public static void requireSpace(Path target, long neededBytes) {
        REAL.requireSpace(target, neededBytes);
    }
}
