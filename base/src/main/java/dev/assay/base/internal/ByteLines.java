package dev.assay.base.internal;

import dev.assay.base.AssayException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Splits a file, plain or packed with gzip, into lines of bytes without their line ends, holding at most one line.
public final class ByteLines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final int mostBytes;
    private boolean ended;

    /// What comes next.
    public sealed interface Step permits Bytes, TooLong, Broken, End {}

    /// A line, without `\n` or `\r\n`.
    public record Bytes(byte[] line) implements Step {}

    /// A line of this many bytes, more than are read; it was passed over.
    public record TooLong(long length) implements Step {}

    /// The file could not be read further.
    public record Broken(IOException cause) implements Step {}

    /// The end of the file.
    public record End() implements Step {}

    private ByteLines(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /// Opens a file.
    ///
    /// @throws AssayException with the given code if it cannot be opened
    public static ByteLines open(Path file, int mostBytes, String code) {
        try {
            return new ByteLines(unpacked(Files.newInputStream(file)), mostBytes);
        } catch (NoSuchFileException e) {
            throw AssayException.of(code, "There is no such file.", file.toString(), "check the path");
        } catch (IOException e) {
            throw StrictText.unreadable(code, file.toString(), e);
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        try {
            var buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            buffered.mark(2);
            boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            return packed
                    ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES)
                    : buffered;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// The next line, or why there is none.
    public Step next() {
        if (ended) {
            return new End();
        }
        try {
            return readLine();
        } catch (IOException e) {
            ended = true;
            return new Broken(e);
        }
    }

    private Step readLine() throws IOException {
        var line = new ByteArrayOutputStream(256);
        long length = 0;
        int one = in.read();
        while (one >= 0 && one != '\n') {
            length++;
            if (length <= mostBytes) {
                line.write(one);
            }
            one = in.read();
        }
        ended = one < 0;
        if (ended && length == 0) {
            return new End();
        }
        return length > mostBytes ? new TooLong(length) : new Bytes(withoutReturn(line.toByteArray()));
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean carriage = line.length > 0 && line[line.length - 1] == '\r';
        return carriage ? Arrays.copyOf(line, line.length - 1) : line;
    }

    /// What an exception says, or its name where it says nothing.
    public static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        ended = true;
        try {
            in.close();
        } catch (IOException ignored) {
            // nothing was written, so nothing can be lost
        }
    }
}
