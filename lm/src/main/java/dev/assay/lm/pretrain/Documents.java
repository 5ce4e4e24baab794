package dev.assay.lm.pretrain;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.lm.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Plain text as documents: an empty line ends one. Files may be compressed (`.gz`).
public final class Documents {
    private Documents() {}

    /// Gives each document of a file to `consumer`, in order.
    ///
    /// @throws AssayException `ASSAY-4075` if the file cannot be read as UTF-8 text
    public static void forEach(Path file, Consumer<String> consumer) {
        try (BufferedReader reader = open(file)) {
            StringBuilder document = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    document.append(document.isEmpty() ? "" : "\n").append(line);
                } else if (!document.isEmpty()) {
                    consumer.accept(document.toString());
                    document.setLength(0);
                }
            }
            if (!document.isEmpty()) {
                consumer.accept(document.toString());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4075",
                            "The text cannot be read: " + reason(e) + ".",
                            file.toString(),
                            "name a file of UTF-8 text, plain or compressed with gzip"),
                    e);
        }
    }

    private static String reason(Exception fault) {
        return switch (fault) {
            case NoSuchFileException ignored -> "there is no such file";
            case CharacterCodingException ignored -> "it is not UTF-8";
            case ZipException ignored -> "it is not compressed with gzip, as its name says";
            default -> fault.getClass().getSimpleName();
        };
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
    }

    /// All documents of some files as one row of tokens, each document followed by the token that ends a
    /// text.
    ///
    /// @throws AssayException `ASSAY-4075`, and `ASSAY-4076` if there is no text in them
    public static int[] tokens(List<Path> files, Tokenizer tokenizer) {
        int end = tokenizer.eos().orElseThrow(() -> new IllegalStateException("the tokenizer has no end of text"));
        List<int[]> parts = new ArrayList<>();
        for (Path file : files) {
            forEach(file, document -> {
                int[] ids = tokenizer.encode(document, false);
                int[] ended = Arrays.copyOf(ids, ids.length + 1);
                ended[ids.length] = end;
                parts.add(ended);
            });
        }
        if (parts.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-4076", "There is no text to learn from.", files.toString(), "name a file with text");
        }
        int[] all = new int[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
