package dev.assay.livebench.importing;

import dev.assay.base.AssayException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// How a file is written; told by its first bytes, since names often lie.
enum Format {
    PARQUET {
        @Override
        void read(Path file, Consumer<Row> each) {
            ParquetRows.read(file, each);
        }
    },
    JSON_ARRAY {
        @Override
        void read(Path file, Consumer<Row> each) {
            JsonRows.readArray(file, each);
        }
    },
    JSON_LINES {
        @Override
        void read(Path file, Consumer<Row> each) {
            JsonRows.readLines(file, each);
        }
    };

    private static final int BYTE_ORDER_MARK = 0xef;

    /// Gives each row, in order.
    ///
    /// @throws AssayException `ASSAY-4206` where the file is damaged, and as [dev.assay.base.Json] and
    ///     [dev.assay.base.JsonLines]
    abstract void read(Path file, Consumer<Row> each);

    /// How a file is written.
    ///
    /// @throws AssayException `ASSAY-4206` if it is missing, cannot be read, or is named a Parquet file and is none
    static Format of(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(4);
            String magic = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            if (magic.equals("PAR1")) {
                return PARQUET;
            }
            if (magic.equals("PARE")) {
                throw Refusal.of("The Parquet file is encrypted.", file.toString(), "write it anew in the clear");
            }
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
                throw Refusal.of(
                        "The file is no Parquet file.",
                        file.toString(),
                        "fetch it anew; was a pointer or a page saved?");
            }
            in.reset();
            return magic.startsWith("\u001f\u008b") ? ofJson(new GZIPInputStream(in)) : ofJson(in);
        } catch (IOException e) {
            throw Refusal.of(
                    "The file cannot be read: " + e + ".", file.toString(), "check the path, or fetch it anew");
        }
    }

    private static Format ofJson(InputStream in) throws IOException {
        int first = in.read();
        if (first == BYTE_ORDER_MARK) {
            in.skipNBytes(2);
            first = in.read();
        }
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            first = in.read();
        }
        return first == '[' ? JSON_ARRAY : JSON_LINES;
    }
}
