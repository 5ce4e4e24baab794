package dev.assay.vtune.keyed;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret of 32 bytes, from which all that is drawn follows; it never shows itself.
///
/// `PRF(K, label, i) = HMAC-SHA256(K, "vtune-v1" 00 label 00 i)`, the label in UTF-8 and `i` as four
/// bytes, the highest first. Source: RFC 2104 for HMAC.
public final class SecretKey {
    /// How long a key is.
    public static final int BYTES = 32;

    private static final String UNFIT = "ASSAY-4151";
    private static final byte[] DOMAIN = "vtune-v1".getBytes(StandardCharsets.UTF_8);
    private static final String HMAC = "HmacSHA256";

    private final byte[] bytes;
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::newMac);

    private SecretKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// With these bytes.
    ///
    /// @throws IllegalArgumentException if they are not 32, or all zero
    public static SecretKey of(byte[] bytes) {
        fault(bytes).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        return new SecretKey(bytes.clone());
    }

    private static Optional<String> fault(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.of("a key has " + BYTES + " bytes, not " + bytes.length);
        }
        return Arrays.equals(bytes, new byte[BYTES]) ? Optional.of("a key of zeros is no secret") : Optional.empty();
    }

    /// A new one from the system's source of randomness.
    public static SecretKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return of(bytes);
    }

    /// The one that [#write] wrote: 64 hexadecimal digits, white space around them is passed over.
    ///
    /// @throws AssayException `ASSAY-4151` if the file cannot be read or holds something else
    public static SecretKey read(Path file) {
        byte[] bytes;
        try {
            if (Files.size(file) > 4 * BYTES) {
                throw unfit(file, "it has " + Files.size(file) + " bytes");
            }
            bytes = HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            throw unfit(file, "there is no such file");
        } catch (IOException e) {
            throw unfit(file, "it cannot be read: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw unfit(file, "it is no hexadecimal text");
        }
        fault(bytes).ifPresent(fault -> {
            throw unfit(file, fault);
        });
        return of(bytes);
    }

    private static AssayException unfit(Path file, String why) {
        return AssayException.of(
                UNFIT,
                "The key cannot be used: " + why + ".",
                file.toString(),
                "name the file that planting wrote: 64 hexadecimal digits");
    }

    /// Writes it for its owner alone.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009` if it cannot be written
    public void write(Path file) {
        AtomicFiles.writeSecret(file, HexFormat.of().formatHex(bytes) + "\n");
    }

    /// The key of one group, `PRF(K, "group", g)`: it can be shown without the others.
    public SecretKey group(int group) {
        return of(prf("group", group));
    }

    /// Tells keys apart without showing them: the SHA-256 of a word and the key.
    public String fingerprint() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("vtune-key".getBytes(StandardCharsets.UTF_8));
        all.write(0);
        all.writeBytes(bytes);
        return Sha256.of(all.toByteArray());
    }

    /// A copy of its bytes, for those who commit to it or show it.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// 32 bytes that nobody can foretell without the key.
    ///
    /// @param label what they are for
    /// @param index from 0; read as unsigned
    public byte[] prf(String label, int index) {
        Mac own = mac.get();
        own.update(DOMAIN);
        own.update((byte) 0);
        own.update(label.getBytes(StandardCharsets.UTF_8));
        own.update((byte) 0);
        return own.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
    }

    private Mac newMac() {
        try {
            Mac made = Mac.getInstance(HMAC);
            made.init(new SecretKeySpec(bytes, HMAC));
            return made;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    /// Its [#fingerprint()], never the key.
    @Override
    public String toString() {
        return "key " + fingerprint().substring(0, 12);
    }
}
