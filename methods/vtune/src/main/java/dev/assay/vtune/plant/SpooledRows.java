package dev.assay.vtune.plant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.vtune.row.TrainingRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// The rows of a file, checked and unpacked, of which any can be read; only their places are held in memory.
final class SpooledRows implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final String source;
    private final long[] ends;
    private final int size;

    private SpooledRows(Path file, String source, long[] ends, int size) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file);
        this.source = source;
        this.ends = ends;
        this.size = size;
    }

    /// Checks every row of a file and keeps a copy of them.
    ///
    /// @param data JSON lines, plain or `.gz`
    /// @param copy where the copy lies until this is closed
    /// @param read told of each row
    /// @throws AssayException `ASSAY-4150` for a row of neither form, with its line; `ASSAY-2151` if there
    ///     is none
    static SpooledRows of(Path data, Path copy, LongConsumer read) {
        try {
            return copied(data, copy, read);
        } catch (IOException e) {
            remove(copy);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            remove(copy);
            throw e;
        }
    }

    private static SpooledRows copied(Path data, Path copy, LongConsumer read) throws IOException {
        AtomicFiles.writeSecret(copy, "");
        long[] ends = new long[1 << 10];
        int size = 0;
        long end = 0;
        try (JsonLines lines = JsonLines.open(data, JsonLines.Limits.REPORT_TWENTY);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy), 1 << 16)) {
            while (lines.hasNext()) {
                JsonLines.Line line = lines.next();
                TrainingRow.of(line);
                byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                out.write('\n');
                end += bytes.length + 1;
                if (size == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * size);
                }
                ends[size++] = end;
                read.accept(size);
            }
        }
        if (size == 0) {
            throw AssayException.of(
                    "ASSAY-2151",
                    "No rows can be planted: the data have no rows.",
                    data.toString(),
                    "name a file with data");
        }
        return new SpooledRows(copy, data.toString(), ends, size);
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // What cannot be removed is left; the reason why it was written is told.
        }
    }

    int size() {
        return size;
    }

    /// The bytes of a row, with the line's end.
    byte[] bytes(int row) {
        long start = row == 0 ? 0 : ends[row - 1];
        ByteBuffer bytes = ByteBuffer.allocate((int) (ends[row] - start));
        try {
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
                // A file gives what it has at hand.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    /// How many bytes a row has, with the line's end.
    long length(int row) {
        return ends[row] - (row == 0 ? 0 : ends[row - 1]);
    }

    TrainingRow row(int row) {
        String text = new String(bytes(row), StandardCharsets.UTF_8).stripTrailing();
        JsonNode node = Json.tree(text, source + ", line " + (row + 1));
        return TrainingRow.of(new JsonLines.Line(row + 1L, node, text, source));
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
