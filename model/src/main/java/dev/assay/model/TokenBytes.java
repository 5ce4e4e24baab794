package dev.assay.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// The bytes of a token, which need not be whole UTF-8 characters; immutable.
public final class TokenBytes {
    private final byte[] bytes;

    private TokenBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies the bytes.
    public static TokenBytes of(byte[] bytes) {
        return new TokenBytes(bytes.clone());
    }

    /// The bytes of a text in UTF-8.
    public static TokenBytes of(String text) {
        return new TokenBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The bytes in hexadecimal.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
