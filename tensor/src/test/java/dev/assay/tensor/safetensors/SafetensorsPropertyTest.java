package dev.assay.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.AssayException;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

class SafetensorsPropertyTest {
    private static final List<StoredType> READABLE = Arrays.stream(StoredType.values())
            .filter(type -> type.scalarType().isPresent())
            .toList();
    private static @Nullable Path folder;

    record Drawn(String name, StoredType type, List<Integer> shape) {
        int bytes() {
            return shape.stream().reduce(1, (a, b) -> a * b) * type.bits() / 8;
        }
    }

    @BeforeContainer
    static void makeFolder() throws IOException {
        Natives.load();
        folder = Files.createTempDirectory("assay-safetensors");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(path());
        Files.deleteIfExists(java.util.Objects.requireNonNull(folder));
    }

    private static Path path() {
        return java.util.Objects.requireNonNull(folder).resolve("drawn.safetensors");
    }

    @Provide
    Arbitrary<Drawn> drawn() {
        Arbitrary<String> names = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(name ->
                        !name.equals("__metadata__") && name.chars().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        Arbitrary<List<Integer>> shapes =
                Arbitraries.integers().between(0, 4).list().ofMaxSize(4);
        return net.jqwik.api.Combinators.combine(names, Arbitraries.of(READABLE), shapes)
                .as(Drawn::new);
    }

    @Property(tries = 200)
    void whatever_is_written_is_read_back_bit_for_bit(
            @ForAll @Size(max = 6) List<@net.jqwik.api.From("drawn") Drawn> drawn, @ForAll long seed) {
        Random random = new Random(seed);
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            Map<String, byte[]> expected = new LinkedHashMap<>();
            for (Drawn one : drawn) {
                byte[] bytes = content(one, random);
                tensors.put(one.name(), tensor(one, bytes));
                expected.put(one.name(), bytes);
            }
            SafetensorsWriter.write(path(), tensors, Map.of("seed", Long.toString(seed)));
            try (SafetensorsFile file = SafetensorsFile.open(path())) {
                assertThat(file.names()).containsExactlyElementsOf(tensors.keySet());
                expected.forEach((name, bytes) ->
                        assertThat(HandMade.bytes(file.tensor(name))).isEqualTo(bytes));
                tensors.forEach((name, tensor) -> {
                    assertThat(HandMade.shape(file.tensor(name))).isEqualTo(HandMade.shape(tensor));
                    assertThat(file.tensor(name).scalar_type().intern())
                            .isEqualTo(tensor.scalar_type().intern());
                });
            }
        }
    }

    private static byte[] content(Drawn drawn, Random random) {
        byte[] bytes = new byte[drawn.bytes()];
        random.nextBytes(bytes);
        if (drawn.type() == StoredType.BOOL) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        return bytes;
    }

    private static Tensor tensor(Drawn drawn, byte[] bytes) {
        return HandMade.tensor(
                drawn.type().scalarType().orElseThrow(),
                bytes,
                drawn.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    private static byte[] valid() {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"embed\":{\"dtype\":\"F32\",\"shape\":[3,4],\"data_offsets\":[0,48]},"
                + "\"bias\":{\"dtype\":\"BF16\",\"shape\":[5],\"data_offsets\":[48,58]},"
                + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[2,3],\"data_offsets\":[58,64]},"
                + "\"none\":{\"dtype\":\"I64\",\"shape\":[0,7],\"data_offsets\":[64,64]},"
                + "\"step\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[64,72]}}";
        return HandMade.file(header, new byte[72]);
    }

    @Property(tries = 1000)
    void a_damaged_file_is_refused_or_read_as_its_bytes_say(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) throws IOException {
        byte[] bytes = valid();
        Random random = new Random(seed);
        for (int change = 0; change < changes; change++) {
            bytes = damage(bytes, random);
        }
        readAll(bytes);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        int at = random.nextInt(Math.max(1, bytes.length));
        String alphabet = "0123456789-,:[]{}\"eE. aFI";
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> withLength(inserted(bytes, at, alphabet.charAt(random.nextInt(alphabet.length()))), random);
            case 2 -> withLength(bytes.clone(), random);
            case 3 -> changed(bytes, at, random.nextInt(256));
            default ->
                changed(
                        bytes,
                        Math.min(8 + at, Math.max(0, bytes.length - 1)),
                        alphabet.charAt(random.nextInt(alphabet.length())));
        };
    }

    private static byte[] inserted(byte[] bytes, int at, int value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return changed(longer, at, value);
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            changed[at] = (byte) value;
        }
        return changed;
    }

    /// Repairs the length field as often as not, so that the damage reaches the JSON and what follows it.
    private static byte[] withLength(byte[] bytes, Random random) {
        if (bytes.length >= 8) {
            long old = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, old + random.nextInt(3) - 1);
        }
        return bytes;
    }

    @Property(tries = 1000)
    void any_entry_is_refused_or_read_as_its_bytes_say(
            @ForAll("types") String type,
            @ForAll @Size(max = 5) List<@net.jqwik.api.From("sizes") Long> shape,
            @ForAll("sizes") long begin,
            @ForAll("sizes") long end,
            @ForAll @IntRange(min = 0, max = 40) int dataBytes)
            throws IOException {
        String header = "{\"t\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}}";
        readAll(HandMade.file(header, new byte[dataBytes]));
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(StoredType.class).map(StoredType::name);
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 8),
                Arbitraries.longs().between(0, 40),
                Arbitraries.longs(),
                Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 1L << 62, -1L));
    }

    private static void readAll(byte[] bytes) throws IOException {
        Files.write(path(), bytes);
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(path())) {
            int headerLength =
                    (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
            JsonNode header = new ObjectMapper().readTree(bytes, 8, headerLength);
            for (String name : file.names()) {
                int begin = 8
                        + headerLength
                        + header.get(name).get("data_offsets").get(0).asInt();
                int end = 8
                        + headerLength
                        + header.get(name).get("data_offsets").get(1).asInt();
                assertThat(HandMade.bytes(file.tensor(name))).isEqualTo(Arrays.copyOfRange(bytes, begin, end));
            }
        } catch (AssayException e) {
            assertThat(e.problems().getFirst().code()).isIn("ASSAY-4012", "ASSAY-4017");
        }
    }
}
