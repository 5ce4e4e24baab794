package dev.assay.livebench.coding;

import dev.assay.livebench.GraderFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.InflaterInputStream;

/// Hidden tests as LiveCodeBench packs them: a text, pickled, deflated, in base 64.
///
/// Of pickle only what makes one text is read, and nothing is ever called: protocol, frame, a text, its
/// place in the memory, the end. All else is refused.
final class PickledText {
    private static final int MOST_BYTES = 256 << 20;

    private PickledText() {}

    static String of(String packed) {
        try (InputStream stream = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(packed.strip())))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                all.write(buffer, 0, count);
                if (all.size() > MOST_BYTES) {
                    throw new GraderFault("the hidden tests unpack to more than " + MOST_BYTES + " bytes");
                }
            }
            return text(ByteBuffer.wrap(all.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | IllegalArgumentException | java.nio.BufferUnderflowException e) {
            throw new GraderFault("the hidden tests cannot be unpacked: " + e.getMessage());
        }
    }

    private static String text(ByteBuffer bytes) {
        String text = "";
        boolean found = false;
        while (true) {
            int code = bytes.get() & 0xFF;
            switch (code) {
                case 0x80 -> bytes.get();
                case 0x95 -> bytes.getLong();
                case 0x94 -> {}
                case 'q' -> bytes.get();
                case 'r' -> bytes.getInt();
                case 0x8C, 'X', 0x8D -> {
                    if (found) {
                        throw new GraderFault("the hidden tests are more than one text");
                    }
                    text = string(bytes, length(bytes, code));
                    found = true;
                }
                case '.' -> {
                    if (!found) {
                        throw new GraderFault("the hidden tests are no text");
                    }
                    return text;
                }
                default -> throw new GraderFault("the hidden tests are no plain text: code " + code);
            }
        }
    }

    private static long length(ByteBuffer bytes, int code) {
        return switch (code) {
            case 0x8C -> bytes.get() & 0xFF;
            case 'X' -> bytes.getInt() & 0xFFFFFFFFL;
            default -> bytes.getLong();
        };
    }

    private static String string(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new GraderFault("the hidden tests are cut short");
        }
        byte[] all = new byte[(int) length];
        bytes.get(all);
        return new String(all, StandardCharsets.UTF_8);
    }
}
