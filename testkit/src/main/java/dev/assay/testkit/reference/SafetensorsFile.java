package dev.assay.testkit.reference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A safetensors file of tiny size, held in memory.
///
/// Layout: 8 bytes with the header's length `n` (little-endian), `n` bytes of JSON that name each tensor's
/// `dtype`, `shape` and `data_offsets` (from the header's end), then the numbers, little-endian. Tensors of
/// other types than [StorageType] may stand in the file as long as nobody asks for them.
final class SafetensorsFile {
    private final Path file;
    private final JsonNode header;
    private final ByteBuffer data;

    private SafetensorsFile(Path file, JsonNode header, ByteBuffer data) {
        this.file = file;
        this.header = header;
        this.data = data;
    }

    /// @throws IllegalArgumentException if the header does not fit the file
    static SafetensorsFile read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
            if (length < 2 || length > bytes.remaining()) {
                throw new IllegalArgumentException(file + ": a header of " + length + " bytes does not fit the file");
            }
            byte[] json = new byte[(int) length];
            bytes.get(json);
            JsonNode header = new ObjectMapper().readTree(json);
            if (header == null || !header.isObject()) {
                throw new IllegalArgumentException(file + ": the header is no JSON object");
            }
            return new SafetensorsFile(file, header, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": the header is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        header.fieldNames().forEachRemaining(names::add);
        names.remove("__metadata__");
        return names;
    }

    StoredTensor tensor(String name) {
        JsonNode entry = header.path(name);
        StorageType type = type(name, entry.path("dtype").asText());
        int[] shape = integers(entry.path("shape"));
        int[] ends = integers(entry.path("data_offsets"));
        long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        boolean fits = ends.length == 2 && 0 <= ends[0] && ends[0] <= ends[1] && ends[1] <= data.capacity();
        if (!fits || ends[1] - ends[0] != count * type.bytes()) {
            throw new IllegalArgumentException(file + ": tensor " + name + " of shape " + Arrays.toString(shape)
                    + " does not fit bytes " + Arrays.toString(ends) + " of " + data.capacity());
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            int at = ends[0] + i * type.bytes();
            values[i] = type.decode(type.bytes() == 4 ? data.getInt(at) : data.getShort(at));
        }
        return new StoredTensor(shape, values);
    }

    private StorageType type(String name, String dtype) {
        return Arrays.stream(StorageType.values())
                .filter(type -> type.name().equals(dtype))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + ": tensor " + name + " has type '" + dtype + "', known are F32, F16 and BF16"));
    }

    private int[] integers(JsonNode array) {
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            JsonNode number = array.path(i);
            if (!number.canConvertToInt() || number.intValue() < 0) {
                throw new IllegalArgumentException(file + ": the header has a size or offset " + number);
            }
            integers[i] = number.intValue();
        }
        return integers;
    }

    /// Writes tensors in the map's order, all in one type.
    ///
    /// @param tensors by name; their numbers are rounded to the type
    /// @param others  further entries of types unknown here: name to shape, written as zero bytes of type
    ///     `BOOL`
    static void write(Path file, Map<String, StoredTensor> tensors, StorageType type, Map<String, int[]> others) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode header = json.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        int end = 0;
        for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
            int[] shape = entry.getValue().shape();
            end = describe(header, entry.getKey(), type.name(), shape, type.bytes(), end);
        }
        int floats = end;
        for (Map.Entry<String, int[]> entry : others.entrySet()) {
            end = describe(header, entry.getKey(), "BOOL", entry.getValue(), 1, end);
        }
        try {
            byte[] text = padded(json.writeValueAsBytes(header));
            ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + end).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(text.length).put(text);
            tensors.values().forEach(tensor -> put(bytes, tensor.values(), type));
            if (bytes.position() != 8 + text.length + floats) {
                throw new IllegalStateException("the header promises " + floats + " bytes of numbers");
            }
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int describe(ObjectNode header, String name, String dtype, int[] shape, int bytes, int start) {
        int end = start + Arrays.stream(shape).reduce(bytes, Math::multiplyExact);
        ObjectNode entry = header.putObject(name).put("dtype", dtype);
        Arrays.stream(shape).forEach(entry.putArray("shape")::add);
        entry.putArray("data_offsets").add(start).add(end);
        return end;
    }

    private static byte[] padded(byte[] text) {
        byte[] longer = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(longer, text.length, longer.length, (byte) ' ');
        return longer;
    }

    private static void put(ByteBuffer bytes, float[] values, StorageType type) {
        for (float value : values) {
            int bits = type.encode(value);
            if (type.bytes() == 4) {
                bytes.putInt(bits);
            } else {
                bytes.putShort((short) bits);
            }
        }
    }
}
