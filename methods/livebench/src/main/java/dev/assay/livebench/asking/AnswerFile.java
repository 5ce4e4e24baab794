package dev.assay.livebench.asking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A file of answers that grows line by line as they come.
///
/// A line is on the disk before it counts. What a killed process left of its last line is cut off at
/// the next start; at the end the file is written anew, sorted by question, the last of two lines for
/// one.
public final class AnswerFile implements AutoCloseable {
    private static final String CODE = "ASSAY-2118";

    private final Path file;
    private final FileChannel channel;
    private final List<ModelAnswer> before;

    private AnswerFile(Path file, FileChannel channel, List<ModelAnswer> before) {
        this.file = file;
        this.channel = channel;
        this.before = before;
    }

    /// Opens a file, new or begun.
    ///
    /// @throws AssayException `ASSAY-2118` if it cannot be written, and as [ModelAnswers#read]
    public static AnswerFile open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(endOfLines(channel));
            channel.position(channel.size());
            return new AnswerFile(file, channel, channel.size() == 0 ? List.of() : ModelAnswers.read(file));
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static AssayException refused(Path file, IOException e) {
        return AssayException.of(
                CODE,
                "The answers cannot be written: " + e.getMessage() + ".",
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

    /// The answers that were there when it was opened.
    public List<ModelAnswer> before() {
        return before;
    }

    /// Adds a line; it is on the disk when this returns.
    ///
    /// @throws AssayException `ASSAY-2118` if it cannot be written
    synchronized void add(ObjectNode line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /// Sorts it by question, keeping the last line for each.
    ///
    /// @throws AssayException if it cannot be read or written
    void sort() {
        List<ModelAnswer> all = new ArrayList<>(ModelAnswers.read(file));
        all.sort(Comparator.comparing(ModelAnswer::questionId).thenComparing(ModelAnswer::model));
        AtomicFiles.write(file, out -> write(all, out));
    }

    private static void write(List<ModelAnswer> all, OutputStream out) throws IOException {
        for (ModelAnswer answer : all) {
            out.write((Json.line(answer.all()) + "\n").getBytes(StandardCharsets.UTF_8));
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
