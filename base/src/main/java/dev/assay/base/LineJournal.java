package dev.assay.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of JSON lines that grows as they come; for several threads.
///
/// What a killed process left of its last line is cut off when the file is opened again.
public final class LineJournal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final boolean forced;

    private LineJournal(Path file, FileChannel channel, boolean forced) {
        this.file = file;
        this.channel = channel;
        this.forced = forced;
    }

    /// Opens a file, new or begun.
    ///
    /// @param forced whether each line is on the disk before it counts, so that it outlives the machine too
    /// @throws AssayException `ASSAY-2118` if it cannot be written
    public static LineJournal open(Path file, boolean forced) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(endOfLines(channel));
            channel.position(channel.size());
            return new LineJournal(file, channel, forced);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static AssayException refused(Path file, IOException e) {
        return AssayException.of(
                "ASSAY-2118",
                "The file cannot be written: " + e.getMessage() + ".",
                file.toString(),
                "name a place that can be written");
    }

    /// Where the last whole line ends.
    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        for (long end = channel.size(); end > 0; ) {
            long from = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - from));
            fill(block, channel, from);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private static void fill(ByteBuffer block, FileChannel channel, long from) throws IOException {
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel.read(block, from + block.position());
        }
    }

    /// Whether there is no line yet.
    ///
    /// @throws AssayException `ASSAY-2118` if that cannot be told
    public boolean isEmpty() {
        try {
            return channel.size() == 0;
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /// Adds a line.
    ///
    /// @throws AssayException `ASSAY-2118` if it cannot be written
    public synchronized void add(ObjectNode line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (forced) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw refused(file, e);
        }
    }
}
