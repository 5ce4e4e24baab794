package dev.assay.vtune.commitment;

import dev.assay.base.Sha256;
import dev.assay.vtune.keyed.SecretKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A promise that binds: `SHA256("vtune-commit-v1" 00 len(nonce) nonce len(K) K SHA256(document))`, the
/// lengths as four bytes, the highest first.
///
/// Whoever has it learns nothing of key and document, and nobody can find others that fit it.
public final class Commitment {
    /// How long a nonce is.
    public static final int NONCE_BYTES = 16;

    private static final byte[] DOMAIN = "vtune-commit-v1".getBytes(StandardCharsets.UTF_8);

    private Commitment() {}

    /// In 64 hexadecimal digits.
    ///
    /// @param nonce    random, used once
    /// @param document as bytes
    public static String of(SecretKey key, byte[] nonce, byte[] document) {
        return of(key.toBytes(), nonce, document);
    }

    static String of(byte[] key, byte[] nonce, byte[] document) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(DOMAIN);
        all.write(0);
        withLength(all, nonce);
        withLength(all, key);
        all.writeBytes(HexFormat.of().parseHex(Sha256.of(document)));
        return Sha256.of(all.toByteArray());
    }

    private static void withLength(ByteArrayOutputStream all, byte[] part) {
        all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        all.writeBytes(part);
    }

    /// A new nonce from the system's source of randomness.
    public static byte[] newNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return nonce;
    }
}
