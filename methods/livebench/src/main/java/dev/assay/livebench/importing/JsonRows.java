package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// Rows of JSON files.
final class JsonRows {
    /// Test data of coding questions are large.
    private static final JsonLines.Limits LIMITS = new JsonLines.Limits(256 << 20, 20);

    private JsonRows() {}

    /// One object on each line, packed or not.
    ///
    /// @throws AssayException as [JsonLines#open], and `ASSAY-4206` for a line that is no object
    static void readLines(Path file, Consumer<Row> each) {
        try (JsonLines lines = JsonLines.open(file, LIMITS)) {
            lines.forEachRemaining(line -> each.accept(row(line.node(), line.where())));
        }
    }

    /// One list of objects, packed or not, that fits memory.
    ///
    /// @throws AssayException as [Json#tree(Path)], and `ASSAY-4206` for an item that is no object
    static void readArray(Path file, Consumer<Row> each) {
        int number = 0;
        for (JsonNode item : tree(file)) {
            number++;
            each.accept(row(item, file + ", item " + number));
        }
    }

    private static JsonNode tree(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? unpacked(new GZIPInputStream(in), file) : Json.tree(file);
        } catch (IOException e) {
            throw Refusal.of("The file breaks off: " + e + ".", file.toString(), "fetch or pack it anew");
        }
    }

    private static JsonNode unpacked(InputStream in, Path file) throws IOException {
        byte[] bytes = in.readNBytes((int) Json.MOST_BYTES + 1);
        if (bytes.length > Json.MOST_BYTES) {
            throw Refusal.of(
                    "The file unpacks to more than " + Json.MOST_BYTES + " bytes.",
                    file.toString(),
                    "write one object on each line: jq -c '.[]'");
        }
        return Json.tree(new String(bytes, StandardCharsets.UTF_8), file.toString());
    }

    private static Row row(JsonNode node, String where) {
        if (node instanceof ObjectNode fields) {
            return new Row(fields, where);
        }
        throw Refusal.of("There is no object here.", where, "give one object for each row");
    }
}
