package dev.assay.lm.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The printable stand-in of each byte in byte-level BPE vocabularies.
///
/// The bytes `!` to `~`, `¡` to `¬` and `®` to `ÿ` stand for themselves; the other 68, in ascending order, are
/// U+0100 upwards (space is `Ġ`, line feed `Ċ`). Source: Radford et al., "Language Models are Unsupervised
/// Multitask Learners" (2019), released code.
final class ByteAlphabet {
    private static final int FIRST_STAND_IN = 0x100;
    private static final char[] LETTERS = letters();
    private static final int[] BYTES = bytes();

    private ByteAlphabet() {}

    private static char[] letters() {
        char[] letters = new char[256];
        int next = FIRST_STAND_IN;
        for (int b = 0; b < 256; b++) {
            letters[b] = (char) (printable(b) ? b : next++);
        }
        return letters;
    }

    private static boolean printable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
    }

    private static int[] bytes() {
        int[] bytes = new int[LETTERS[0xAD] + 1];
        Arrays.fill(bytes, -1);
        for (int b = 0; b < 256; b++) {
            bytes[LETTERS[b]] = b;
        }
        return bytes;
    }

    /// The letter of a byte, `0` to `255`.
    static char letter(int b) {
        return LETTERS[b];
    }

    /// The bytes of a token; a token with any other character is taken as plain text.
    static byte[] toBytes(String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char letter = token.charAt(i);
            if (letter >= BYTES.length || BYTES[letter] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            out.write(BYTES[letter]);
        }
        return out.toByteArray();
    }

    /// The token of bytes.
    static String toToken(byte[] bytes) {
        StringBuilder token = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            token.append(LETTERS[b & 0xFF]);
        }
        return token.toString();
    }
}
