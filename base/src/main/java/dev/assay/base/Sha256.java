package dev.assay.base;

import dev.assay.base.internal.FileTrees;
import dev.assay.base.internal.StrictText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;

/// The SHA-256 of bytes, files and folders, in 64 lower-case hexadecimal digits.
///
/// A folder's is that of the text that `sha256sum` prints for its files, sorted by the bytes of their relative
/// names with `/` between the parts, so that anybody can check it:
///
/// ```
/// find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
/// ```
///
/// Empty folders do not count, and symbolic links count as what they lead to. Source: FIPS 180-4.
public final class Sha256 {
    private static final String UNREADABLE = "ASSAY-4001";
    private static final int BUFFER_BYTES = 1 << 20;

    private Sha256() {}

    /// Of bytes.
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /// Of a text's bytes in UTF-8.
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of a file, or of a folder with everything in it.
    ///
    /// @throws AssayException `ASSAY-4001` if it is missing or cannot be read
    public static String of(Path path) {
        try {
            return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
        } catch (NoSuchFileException e) {
            throw AssayException.of(UNREADABLE, "There is no such file.", path.toString(), "check the path");
        } catch (IOException e) {
            throw StrictText.unreadable(UNREADABLE, path.toString(), e);
        }
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String ofFolder(Path folder) throws IOException {
        var files = new TreeMap<String, Path>(
                Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        for (Path file : FileTrees.files(folder)) {
            String name = folder.relativize(file).toString();
            files.put(name.replace(file.getFileSystem().getSeparator(), "/"), file);
        }
        var listing = new StringBuilder();
        for (var file : files.entrySet()) {
            listing.append(ofFile(file.getValue()))
                    .append("  ")
                    .append(file.getKey())
                    .append('\n');
        }
        return of(listing.toString());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
