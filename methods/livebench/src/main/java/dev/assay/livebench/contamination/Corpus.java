package dev.assay.livebench.contamination;

import dev.assay.base.AssayException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Texts that lie in a file, or in a folder and those below it: `.txt` and `.md`, and fields of
/// `.json`, `.jsonl` and `.ndjson`, each of them packed (`.gz`) or not, in UTF-8.
///
/// Files are read in the order of their names and in blocks, so that memory does not grow with them.
public final class Corpus {
    private static final String CODE = "ASSAY-4207";
    private static final int BLOCK_BYTES = 1 << 18;

    private final Path root;
    private final List<Path> files;
    private final int others;
    private final List<String> fields;

    /// What was read.
    ///
    /// @param whole   whether all was
    /// @param bytes   unpacked
    /// @param without JSON files that had none of the fields
    record Reading(boolean whole, long bytes, List<String> without) {}

    private Corpus(Path root, List<Path> files, int others, List<String> fields) {
        this.root = root;
        this.files = files;
        this.others = others;
        this.fields = List.copyOf(fields);
    }

    /// A file or a folder.
    ///
    /// @param fields of JSON that hold text
    /// @throws AssayException `ASSAY-4207` if there is no file of these kinds, or it cannot be read
    public static Corpus open(Path path, List<String> fields) {
        if (Files.isRegularFile(path)) {
            return new Corpus(path.toAbsolutePath().resolveSibling(""), List.of(path.toAbsolutePath()), 0, fields);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> all = walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> name(path, file)))
                    .toList();
            List<Path> files =
                    all.stream().filter(file -> isText(file) || isJson(file)).toList();
            if (files.isEmpty()) {
                throw refused("There is no text in the corpus.", path.toString());
            }
            return new Corpus(path, files, all.size() - files.size(), fields);
        } catch (IOException e) {
            throw refused("The corpus cannot be read: " + e.getMessage() + ".", path.toString());
        }
    }

    private static AssayException refused(String what, String where) {
        return AssayException.of(CODE, what, where, "name a folder with .txt, .md, .json or .jsonl files (.gz too)");
    }

    private static String plainName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    }

    private static boolean isText(Path file) {
        return plainName(file).matches(".*\\.(txt|md)");
    }

    private static boolean isJson(Path file) {
        return plainName(file).matches(".*\\.(json|jsonl|ndjson)");
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /// How many files are read.
    public int files() {
        return files.size();
    }

    /// How many files of other kinds lie there, and are not read.
    public int others() {
        return others;
    }

    /// What the files take on the disk, in bytes.
    ///
    /// @throws AssayException `ASSAY-4207` if that cannot be told
    public long bytes() {
        long sum = 0;
        for (Path file : files) {
            try {
                sum += Files.size(file);
            } catch (IOException e) {
                throw refused("The file cannot be read: " + e.getMessage() + ".", file.toString());
            }
        }
        return sum;
    }

    /// Reads all files.
    ///
    /// @param opened   told each file's name before it is read
    /// @param progress told how many bytes more were read from the disk
    /// @param stop     asked between blocks
    Reading read(Words words, Consumer<String> opened, LongConsumer progress, BooleanSupplier stop) {
        JsonStrings strings = new JsonStrings(fields, words);
        List<String> without = new ArrayList<>();
        byte[] block = new byte[BLOCK_BYTES];
        long bytes = 0;
        for (Path file : files) {
            opened.accept(name(root, file));
            words.restart();
            strings.restart();
            boolean json = isJson(file);
            long offset = 0;
            try (InputStream in = unpacked(file, progress)) {
                for (int count = in.read(block); count >= 0; count = in.read(block)) {
                    if (offset == 0) {
                        requireBytes(block, count, file);
                    }
                    if (json) {
                        putJson(block, count, offset, strings, words);
                    } else {
                        putText(block, count, offset, words);
                    }
                    offset += count;
                    if (stop.getAsBoolean()) {
                        return new Reading(false, bytes + offset, without);
                    }
                }
            } catch (IOException e) {
                throw refused("The file breaks off: " + e.getMessage() + ".", file.toString());
            }
            words.gap();
            bytes += offset;
            if (json && strings.texts() == 0) {
                without.add(name(root, file));
            }
        }
        return new Reading(true, bytes, without);
    }

    private static void putText(byte[] block, int count, long offset, Words words) {
        for (int i = 0; i < count; i++) {
            words.put(block[i], offset + i);
            if (block[i] == '\n') {
                words.newLine();
            }
        }
    }

    private static void putJson(byte[] block, int count, long offset, JsonStrings strings, Words words) {
        for (int i = 0; i < count; i++) {
            strings.put(block[i], offset + i);
            if (block[i] == '\n') {
                words.newLine();
            }
        }
    }

    /// A file in UTF-16 would hold no word, and would pass for clean.
    private static void requireBytes(byte[] block, int count, Path file) {
        int first = count < 2 ? 0 : ((block[0] & 0xff) << 8) | (block[1] & 0xff);
        if (first == 0xfeff || first == 0xfffe) {
            throw AssayException.of(
                    CODE, "The file is UTF-16.", file.toString(), "save it as UTF-8: iconv -f UTF-16 -t UTF-8");
        }
    }

    private static InputStream unpacked(Path file, LongConsumer progress) throws IOException {
        InputStream raw = new Counted(Files.newInputStream(file), progress);
        try {
            boolean packed =
                    String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
            return packed ? new GZIPInputStream(raw, BLOCK_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// Tells how much was read.
    private static final class Counted extends FilterInputStream {
        private final LongConsumer progress;

        Counted(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            progress.accept(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            int count = in.read(to, from, most);
            progress.accept(Math.max(0, count));
            return count;
        }
    }
}
