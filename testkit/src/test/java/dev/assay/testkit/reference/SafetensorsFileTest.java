package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    /// The bytes are laid by hand, so that reader and writer cannot share a mistake.
    @Test
    void a_file_laid_byte_by_byte_is_read() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[8,12]},"
                + "\"c\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[12,14]},"
                + "\"mask\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[14,15]}}";
        byte[] numbers = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 0x40, 0x40, 0x20, (byte) 0xc1, 0, 0x3e, 1};
        SafetensorsFile file = SafetensorsFile.read(laid(header, numbers));
        assertThat(file.tensor("a").values()).containsExactly(1f, -2f);
        assertThat(file.tensor("b").values()).containsExactly(3f, -10f);
        assertThat(file.tensor("b").shape()).containsExactly(1, 2);
        assertThat(file.tensor("c").values()).containsExactly(1.5f);
        assertThat(file.names()).containsExactly("a", "b", "c", "mask");
        assertThatThrownBy(() -> file.tensor("mask")).hasMessageContaining("U8").hasMessageContaining("mask");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read(StorageType type) {
        Path path = folder.resolve("model.safetensors");
        StoredTensor tensor = new StoredTensor(new int[] {2, 3}, new float[] {1, -2, 0.5f, 4, -0.25f, 96});
        SafetensorsFile.write(path, Map.of("w", tensor), type, Map.of("mask", new int[] {1, 5}));
        SafetensorsFile file = SafetensorsFile.read(path);
        assertThat(file.tensor("w").values()).containsExactly(tensor.values());
        assertThat(file.tensor("w").shape()).containsExactly(2, 3);
        assertThat(file.names()).containsExactly("mask", "w");
    }

    @Test
    void a_header_that_the_file_cannot_hold_is_refused() throws IOException {
        for (long length : new long[] {-1, 0, 1, 1000, Long.MAX_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            Path path = Files.write(folder.resolve("bad.safetensors"), bytes);
            assertThatThrownBy(() -> SafetensorsFile.read(path))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bad.safetensors")
                    .hasMessageContaining(Long.toString(length));
        }
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        Path path = Files.write(folder.resolve("empty.safetensors"), new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.read(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2]", "{\"a\": ", "nonsense", "null", "  "})
    void a_header_that_is_no_object_is_refused(String header) throws IOException {
        Path path = laid(header, new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shape\":[2],\"data_offsets\":[0,4]",
                "\"shape\":[2],\"data_offsets\":[4,12]",
                "\"shape\":[2],\"data_offsets\":[8,0]",
                "\"shape\":[-2],\"data_offsets\":[0,8]",
                "\"shape\":[2],\"data_offsets\":[-8,0]",
                "\"shape\":[2],\"data_offsets\":[0]",
                "\"shape\":[2147483647,2147483647],\"data_offsets\":[0,8]",
                "\"shape\":[99999999999],\"data_offsets\":[0,8]",
                "\"shape\":[\"2\"],\"data_offsets\":[0,8]"
            })
    void a_tensor_that_does_not_fit_its_bytes_is_refused(String fields) throws IOException {
        SafetensorsFile file = SafetensorsFile.read(laid("{\"a\":{\"dtype\":\"F32\"," + fields + "}}", new byte[8]));
        assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(IllegalArgumentException.class);
    }

    private Path laid(String header, byte[] numbers) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(numbers);
        return Files.write(folder.resolve("laid.safetensors"), bytes.array());
    }
}
