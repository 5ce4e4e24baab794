package dev.assay.base.internal;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/// Files read whole as UTF-8, bounded in size, with a byte that is not UTF-8 refused where it stands.
public final class StrictText {
    /// The codes that a reader speaks with.
    ///
    /// @param unreadable of a file that is missing, too large or cannot be read
    /// @param malformed  of text that is not UTF-8
    public record Codes(String unreadable, String malformed) {}

    /// Bytes decoded, or the place of the first that cannot be.
    public sealed interface Decoded {
        /// All bytes are UTF-8.
        record Text(String text) implements Decoded {}

        /// The first byte that is not UTF-8; line and column count from 1.
        record Malformed(int line, int column, String bytes) implements Decoded {}
    }

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictText() {}

    /// The text of a file, without a byte order mark at its start.
    ///
    /// @throws AssayException if the file is missing, longer than `mostBytes`, unreadable, or not UTF-8
    public static String read(Path file, long mostBytes, Codes codes) {
        return text(bytes(file, mostBytes, codes.unreadable()), file.toString(), codes.malformed());
    }

    private static byte[] bytes(Path file, long mostBytes, String code) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, mostBytes + 1));
            if (bytes.length > mostBytes) {
                throw AssayException.of(
                        code,
                        "The file is larger than the " + mostBytes + " bytes that are read.",
                        file.toString(),
                        "check that this is the right file, or split it");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw AssayException.of(code, "There is no such file.", file.toString(), "check the path");
        } catch (IOException e) {
            throw unreadable(code, file.toString(), e);
        }
    }

    /// The problem of a file that the system does not let us read.
    public static AssayException unreadable(String code, String where, IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return AssayException.of(
                code,
                "The file cannot be read: " + reason + ".",
                where,
                "check that it is a file and that you may read it");
    }

    private static String text(byte[] bytes, String source, String code) {
        return switch (decode(bytes, bytes.length)) {
            case Decoded.Text(String text) ->
                !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            case Decoded.Malformed(int line, int column, String found) ->
                throw AssayException.of(
                        code,
                        "The text is not UTF-8: found " + found + ".",
                        source + ", line " + line + ", column " + column,
                        "save the file as UTF-8");
        };
    }

    /// Decodes the first `length` bytes.
    public static Decoded decode(byte[] bytes, int length) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!result.isError()) {
            return new Decoded.Text(text);
        }
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int column = text.length() - text.lastIndexOf('\n');
        String found = HexFormat.ofDelimiter(" ")
                .withPrefix("0x")
                .formatHex(bytes, in.position(), Math.min(length, in.position() + Math.max(1, result.length())));
        return new Decoded.Malformed(line, column, found);
    }
}
