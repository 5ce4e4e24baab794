package dev.assay.livebench.fresh.words;

import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads the passages of a folder: its `.txt` and `.md` files, each one text in UTF-8.
public final class Passages {
    /// The size of the largest file that is read, 1 MiB.
    public static final int MOST_BYTES = 1 << 20;

    /// How many files a folder may hold.
    public static final int MOST_FILES = 10_000;

    private static final String CODE = "ASSAY-4204";

    private Passages() {}

    /// All passages of a folder, in the order of their files' names; folders in it are not entered.
    ///
    /// @throws AssayException `ASSAY-4204` with every fault: no folder, no text in it, or a file that
    ///     is too large, empty, or no text in UTF-8
    public static List<Passage> read(Path folder) {
        List<Path> files = files(folder);
        Checks faults = new Checks();
        List<Passage> all = new ArrayList<>();
        for (Path file : files) {
            faults.gather(() -> all.add(passage(file)));
        }
        faults.require(
                !files.isEmpty(),
                () -> fault("The folder holds no text.", folder, "put files in it that end in .txt or .md"));
        faults.throwIfAny();
        return List.copyOf(all);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(Passages::isText)
                    .limit(MOST_FILES + 1L)
                    .sorted(Comparator.comparing(Passages::name))
                    .toList();
            if (files.size() > MOST_FILES) {
                String what = "The folder holds more than " + MOST_FILES + " texts.";
                throw new AssayException(fault(what, folder, "name a folder with fewer"));
            }
            return files;
        } catch (IOException e) {
            String what = "The folder cannot be read: " + e.getClass().getSimpleName() + ".";
            throw new AssayException(fault(what, folder, "name a folder that you may read"), e);
        }
    }

    private static boolean isText(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return (name.endsWith(".txt") || name.endsWith(".md")) && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Passage passage(Path file) {
        String content = decoded(bytes(file), file);
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            throw new AssayException(
                    fault("The file holds control characters.", file, "check that it is a text, or take it out"));
        }
        if (text.isBlank()) {
            throw new AssayException(fault("The file is empty.", file, "write a text in it, or take it out"));
        }
        return Passage.of(name(file), text);
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new AssayException(
                        fault("The file is larger than " + MOST_BYTES + " bytes.", file, "split it, or take it out"));
            }
            return bytes;
        } catch (IOException e) {
            String what = "The file cannot be read: " + e.getClass().getSimpleName() + ".";
            throw new AssayException(fault(what, file, "check that you may read it"), e);
        }
    }

    private static String decoded(byte[] bytes, Path file) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            String what = String.format(
                    Locale.ROOT, "The text is not UTF-8: byte %d is 0x%02X.", in.position() + 1, in.get(in.position()));
            throw new AssayException(fault(what, file, "save the file as UTF-8"));
        }
        return out.flip().toString();
    }

    private static Problem fault(String what, Path where, String mend) {
        return new Problem(CODE, what, where.toString(), mend);
    }
}
