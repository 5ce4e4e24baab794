package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and checks the header of one file: 8 bytes of length, little-endian, then that many bytes of JSON.
///
/// Everything in it is distrusted; whatever passes can be mapped without leaving the file.
final class HeaderReader {
    /// Bytes of the length field.
    static final int LENGTH_BYTES = Long.BYTES;

    /// The format's own bound on a header.
    static final long MOST_BYTES = 100_000_000;

    /// Ten times what the largest published models have in one file; bounds the heap that a header can claim.
    static final int MOST_TENSORS = 250_000;

    private final Path file;
    private final JsonParser parser;
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private Optional<Map<String, String>> metadata = Optional.empty();

    private HeaderReader(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// A header and the place where the data begins.
    record Located(Header header, long dataStart) {}

    /// Reads the header from a channel that stands at the file's beginning.
    ///
    /// @param size bytes of the whole file
    /// @throws AssayException `ASSAY-4012`
    static Located read(Path file, SeekableByteChannel channel, long size) throws IOException {
        byte[] json = headerBytes(file, channel, size);
        long dataStart = LENGTH_BYTES + (long) json.length;
        Header header = parse(file, json);
        try {
            header.requireFullCover(size - dataStart);
        } catch (IllegalArgumentException e) {
            throw Faults.layout(file, String.valueOf(e.getMessage()));
        }
        return new Located(header, dataStart);
    }

    private static byte[] headerBytes(Path file, SeekableByteChannel channel, long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw Faults.header(file, "the file has " + size + " bytes, its length field alone needs " + LENGTH_BYTES);
        }
        long length = readFully(file, channel, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > MOST_BYTES) {
            throw Faults.header(
                    file,
                    "its first 8 bytes announce a header of " + Long.toUnsignedString(length) + " bytes, at most "
                            + MOST_BYTES + " are allowed");
        }
        if (length > size - LENGTH_BYTES) {
            throw Faults.header(
                    file,
                    "its first 8 bytes announce a header of " + length + " bytes, the file has " + size
                            + " bytes altogether");
        }
        return readFully(file, channel, (int) length).array();
    }

    private static ByteBuffer readFully(Path file, SeekableByteChannel channel, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw Faults.header(file, "the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    /// Parses the JSON of a header; the place of the tensors in the file is checked by the caller.
    static Header parse(Path file, byte[] json) {
        JsonFactory factory = BoundedJson.factory(MOST_BYTES);
        try (JsonParser parser = factory.createParser(BoundedJson.utf8(json))) {
            HeaderReader reader = new HeaderReader(file, parser);
            reader.readAll();
            return new Header(reader.tensors, reader.metadata.orElse(Map.of()));
        } catch (JacksonException e) {
            throw Faults.header(file, "its JSON is malformed: " + Faults.quote(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Faults.header(file, "its text is not UTF-8");
        }
    }

    private void readAll() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the entry " + Faults.quote(name));
            if (name.equals(Header.METADATA)) {
                readMetadata();
            } else {
                readTensor(name);
            }
        }
        if (parser.nextToken() != null) {
            throw Faults.header(file, "something follows the header's closing brace");
        }
    }

    private void readMetadata() throws IOException {
        if (metadata.isPresent()) {
            throw duplicate(Header.METADATA);
        }
        Map<String, String> read = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            expect(parser.nextToken(), JsonToken.VALUE_STRING, "metadata " + Faults.quote(key));
            if (read.put(key, parser.getText()) != null) {
                throw duplicate(key);
            }
        }
        metadata = Optional.of(read);
    }

    private void readTensor(String name) throws IOException {
        Optional<StoredType> type = Optional.empty();
        Optional<List<Long>> shape = Optional.empty();
        Optional<List<Long>> offsets = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> type = once(type, readType(name), name, key);
                case "shape" -> shape = once(shape, readNumbers(name, key), name, key);
                case "data_offsets" -> offsets = once(offsets, readNumbers(name, key), name, key);
                default -> throw bad(name, "has the unknown key " + Faults.quote(key));
            }
        }
        if (type.isEmpty() || shape.isEmpty() || offsets.isEmpty()) {
            throw bad(name, "lacks one of dtype, shape, data_offsets");
        }
        add(name, type.get(), shape.get(), offsets.get());
    }

    private void add(String name, StoredType type, List<Long> shape, List<Long> offsets) {
        if (offsets.size() != 2) {
            throw bad(name, "has " + offsets.size() + " data_offsets, 2 are needed");
        }
        if (tensors.size() == MOST_TENSORS) {
            throw Faults.header(file, "it lists more than " + MOST_TENSORS + " tensors");
        }
        try {
            Entry entry = new Entry(name, type, shape, offsets.get(0), offsets.get(1));
            if (tensors.put(name, entry) != null) {
                throw duplicate(name);
            }
        } catch (IllegalArgumentException e) {
            throw bad(name, "is impossible: " + e.getMessage());
        }
    }

    private <T> Optional<T> once(Optional<T> before, T value, String name, String key) {
        if (before.isPresent()) {
            throw bad(name, "has " + key + " twice");
        }
        return Optional.of(value);
    }

    private StoredType readType(String name) throws IOException {
        expect(parser.currentToken(), JsonToken.VALUE_STRING, "dtype of tensor " + Faults.quote(name));
        String type = parser.getText();
        return StoredType.named(type).orElseThrow(() -> bad(name, "has the unknown dtype " + Faults.quote(type)));
    }

    private List<Long> readNumbers(String name, String key) throws IOException {
        String place = key + " of tensor " + Faults.quote(name);
        expect(parser.currentToken(), JsonToken.START_ARRAY, place);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, place);
            if (numbers.size() == Entry.MOST_DIMENSIONS) {
                throw bad(name, "has more than " + Entry.MOST_DIMENSIONS + " numbers as its " + key);
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private void expect(@org.jspecify.annotations.Nullable JsonToken found, JsonToken wanted, String place) {
        if (found != wanted) {
            throw Faults.header(file, place + " should be " + BoundedJson.word(wanted));
        }
    }

    private AssayException bad(String name, String what) {
        return Faults.layout(file, "tensor " + Faults.quote(name) + " " + what);
    }

    private AssayException duplicate(String name) {
        return Faults.layout(file, "the name " + Faults.quote(name) + " stands twice");
    }
}
