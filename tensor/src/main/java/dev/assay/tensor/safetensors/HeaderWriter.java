package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes headers.
final class HeaderWriter {
    /// The data begins at a multiple of this, the largest element's size.
    private static final int ALIGNMENT = 8;

    private HeaderWriter() {}

    /// The length field and the header, padded with spaces.
    static byte[] bytes(List<Entry> entries, Map<String, String> metadata) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            writeMetadata(generator, metadata);
            for (Entry entry : entries) {
                writeEntry(generator, entry);
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        while (json.size() % ALIGNMENT != 0) {
            json.write(' ');
        }
        return ByteBuffer.allocate(Long.BYTES + json.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.size())
                .put(json.toByteArray())
                .array();
    }

    private static void writeMetadata(JsonGenerator generator, Map<String, String> metadata) throws IOException {
        if (metadata.isEmpty()) {
            return;
        }
        generator.writeObjectFieldStart(Header.METADATA);
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
            generator.writeStringField(entry.getKey(), entry.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeEntry(JsonGenerator generator, Entry entry) throws IOException {
        generator.writeObjectFieldStart(entry.name());
        generator.writeStringField("dtype", entry.type().name());
        writeNumbers(generator, "shape", entry.shape());
        writeNumbers(generator, "data_offsets", List.of(entry.begin(), entry.end()));
        generator.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator generator, String key, List<Long> numbers) throws IOException {
        generator.writeArrayFieldStart(key);
        for (long number : numbers) {
            generator.writeNumber(number);
        }
        generator.writeEndArray();
    }
}
