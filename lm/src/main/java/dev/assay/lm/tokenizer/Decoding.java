package dev.assay.lm.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// How tokens become text, as the `decoder` of a `tokenizer.json` says.
sealed interface Decoding {
    /// Each token is bytes in the [ByteAlphabet]; the joined bytes are UTF-8.
    record ByteLevel() implements Decoding {}

    /// Each token is a piece of text after literal replacements (`▁` to space).
    ///
    /// @param replacements done one after another in each token
    /// @param byteFallback whether `<0x41>` stands for one byte; a run of such tokens that is not UTF-8 as a
    ///     whole gives one U+FFFD for each byte
    /// @param strip        how many leading `stripped` characters the whole text loses
    /// @param stripped     the character that is stripped
    record Pieces(List<Replacement> replacements, boolean byteFallback, int strip, char stripped) implements Decoding {}

    /// Each token is text in which a mark stands for a space.
    ///
    /// @param mark      usually `▁`
    /// @param dropFirst whether the marks in the very first token are dropped
    record Marked(char mark, boolean dropFirst) implements Decoding {}

    /// Tokens are words; they are joined by spaces.
    record Spaced() implements Decoding {}

    /// One literal replacement.
    record Replacement(String from, String to) {}

    /// The raw bytes of a token in running text.
    default byte[] bytes(String token) {
        return switch (this) {
            case ByteLevel() -> ByteAlphabet.toBytes(token);
            case Pieces pieces -> pieceBytes(pieces, token);
            case Marked marked -> utf8(token.replace(marked.mark(), ' '));
            case Spaced() -> utf8(token);
        };
    }

    private static byte[] pieceBytes(Pieces pieces, String token) {
        String text = replaced(pieces, token);
        int fallback = pieces.byteFallback() ? fallbackByte(text) : -1;
        return fallback < 0 ? utf8(text) : new byte[] {(byte) fallback};
    }

    /// The token's text after all replacements.
    static String replaced(Pieces pieces, String token) {
        String text = token;
        for (Replacement replacement : pieces.replacements()) {
            text = text.replace(replacement.from(), replacement.to());
        }
        return text;
    }

    /// The byte that `<0xHH>` stands for, or -1 for other text.
    static int fallbackByte(String text) {
        boolean shaped = text.length() == 6 && text.startsWith("<0x") && text.endsWith(">");
        if (!shaped || !HexFormat.isHexDigit(text.charAt(3)) || !HexFormat.isHexDigit(text.charAt(4))) {
            return -1;
        }
        return HexFormat.fromHexDigits(text, 3, 5);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
