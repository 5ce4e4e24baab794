package dev.assay.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileHeaderTest {
    @TempDir
    private Path folder;

    private void assertRefused(byte[] file, String part) {
        Path path = HandMade.write(folder, "hostile.safetensors", file);
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4012")
                .hasMessageContaining("hostile.safetensors")
                .hasMessageContaining(part);
    }

    private static String tensor(String name, String type, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    private static Arguments bad(String part, String header) {
        return Arguments.of(part, header, 8);
    }

    private static Arguments bad(String part, int dataBytes, String header) {
        return Arguments.of(part, header, dataBytes);
    }

    static Stream<Arguments> headers() {
        String good = tensor("a", "F32", "[2]", "[0,8]");
        return Stream.of(
                bad("should be an object", ""),
                bad("JSON is malformed", "{"),
                bad("JSON is malformed", "{" + good),
                bad("JSON is malformed", "{" + good + ",}"),
                bad("JSON is malformed", "{'a':{}}"),
                bad("should be an object", "[]"),
                bad("should be an object", "\"text\""),
                bad("follows the header", "{" + good + "} {}"),
                bad("JSON is malformed", "{" + good + "} x"),
                bad("should be an object", "{\"a\":1}"),
                bad("should be an object", "{\"a\":null}"),
                bad("lacks one of", "{\"a\":{}}"),
                bad("lacks one of", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}"),
                bad("unknown dtype 'F33'", "{" + tensor("a", "F33", "[2]", "[0,8]") + "}"),
                bad("should be a text", "{\"a\":{\"dtype\":4,\"shape\":[2],\"data_offsets\":[0,8]}}"),
                bad(
                        "unknown key 'extra'",
                        "{\"a\":{\"dtype\":\"F32\",\"extra\":{},\"shape\":[2],\"data_offsets\":[0,8]}}"),
                bad(
                        "has dtype twice",
                        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"),
                bad(
                        "has shape twice",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}"),
                bad("'a' stands twice", "{" + good + "," + good + "}"),
                bad("negative size", "{" + tensor("a", "F32", "[-2]", "[0,8]") + "}"),
                bad("negative size", "{" + tensor("a", "F32", "[-1,-2]", "[0,8]") + "}"),
                bad("whole numbers", "{" + tensor("a", "F32", "[2.0]", "[0,8]") + "}"),
                bad("whole numbers", "{" + tensor("a", "F32", "[\"2\"]", "[0,8]") + "}"),
                bad("whole numbers", "{" + tensor("a", "F32", "[[2]]", "[0,8]") + "}"),
                bad("whole numbers", "{" + tensor("a", "F32", "{}", "[0,8]") + "}"),
                bad("JSON is malformed", "{" + tensor("a", "F32", "[99999999999999999999]", "[0,8]") + "}"),
                bad("no possible size", "{" + tensor("a", "F32", "[4611686018427387904,2]", "[0,8]") + "}"),
                bad("no possible size", "{" + tensor("a", "U8", "[4294967296,4294967296]", "[0,0]") + "}"),
                bad("no possible size", "{" + tensor("a", "U8", "[0,9223372036854775807,2]", "[0,0]") + "}"),
                bad("no possible size", "{" + tensor("a", "F4", "[3]", "[0,2]") + "}"),
                bad("64", "{" + tensor("a", "F32", "[" + "1,".repeat(64) + "2]", "[0,8]") + "}"),
                bad("need 8 bytes", "{" + tensor("a", "F32", "[2]", "[0,4]") + "}"),
                bad("need 2 bytes", "{" + tensor("a", "U8", "[2]", "[0,8]") + "}"),
                bad("do not stand in order", "{" + tensor("a", "F32", "[2]", "[8,0]") + "}"),
                bad("do not stand in order", "{" + tensor("a", "F32", "[2]", "[-8,0]") + "}"),
                bad("has 3 data_offsets", "{" + tensor("a", "F32", "[2]", "[0,8,8]") + "}"),
                bad("beyond the 8 bytes", "{" + tensor("a", "F32", "[4]", "[0,16]") + "}"),
                bad("beyond the 8 bytes", "{" + tensor("a", "U8", "[2]", "[7,9]") + "}"),
                bad("belong to no tensor", "{}"),
                bad("belong to no tensor", 9, "{" + good + "}"),
                bad("leaves a hole", "{" + tensor("a", "U8", "[4]", "[4,8]") + "}"),
                bad(
                        "leaves a hole",
                        "{" + tensor("a", "U8", "[3]", "[0,3]") + "," + tensor("b", "U8", "[4]", "[4,8]") + "}"),
                bad(
                        "overlaps",
                        "{" + tensor("a", "U8", "[5]", "[0,5]") + "," + tensor("b", "U8", "[4]", "[4,8]") + "}"),
                bad(
                        "overlaps",
                        "{" + tensor("a", "U8", "[8]", "[0,8]") + "," + tensor("b", "U8", "[8]", "[0,8]") + "}"),
                bad(
                        "overlaps",
                        "{" + tensor("a", "U8", "[8]", "[0,8]") + "," + tensor("b", "U8", "[0]", "[4,4]") + "}"),
                bad("metadata 'k' should be a text", "{\"__metadata__\":{\"k\":1}," + good + "}"),
                bad("metadata 'k' should be a text", "{\"__metadata__\":{\"k\":{\"l\":\"m\"}}," + good + "}"),
                bad("'k' stands twice", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}," + good + "}"),
                bad("'__metadata__' stands twice", "{\"__metadata__\":{},\"__metadata__\":{}," + good + "}"),
                bad("should be an object", "{\"__metadata__\":[]," + good + "}"),
                bad("should be", "{\"a\":" + "[".repeat(100_000) + "}"),
                bad("unknown key", "{\"a\":{\"b\":" + "{\"c\":".repeat(100_000) + "1}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void a_header_that_breaks_a_rule_is_refused(String part, String header, int dataBytes) {
        assertRefused(HandMade.file(header, new byte[dataBytes]), part);
    }

    @Test
    void names_are_shown_short_and_without_control_characters() {
        String name = "\\u001b[31m" + "x".repeat(500);
        Path path = HandMade.write(
                folder, "n.safetensors", HandMade.file("{" + tensor(name, "F32", "[2]", "[0,4]") + "}", new byte[8]));
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("\u001b")
                        .contains("'?[31mxxx", "xxx...'")
                        .hasSizeLessThan(1_000));
    }

    @Test
    void every_truncation_of_a_good_file_is_refused() {
        byte[] good = HandMade.file("{" + tensor("a", "F32", "[2]", "[0,8]") + "}", new byte[8]);
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), "");
        }
    }

    @Test
    void lengths_beyond_the_file_or_the_bound_are_refused() {
        for (long length : new long[] {9, 100_000_001, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            byte[] file = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertRefused(file, "announce a header of " + Long.toUnsignedString(length) + " bytes");
        }
    }

    @Test
    void text_that_is_not_utf_8_is_refused() {
        byte[] header = ("{" + tensor("a", "F32", "[2]", "[0,8]") + "}").getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xFF;
        assertRefused(withHeader(header), "not UTF-8");
        byte[] wide = ("{" + tensor("a", "F32", "[2]", "[0,8]") + "}").getBytes(StandardCharsets.UTF_16LE);
        assertRefused(withHeader(wide), "JSON is malformed");
    }

    private static byte[] withHeader(byte[] header) {
        return ByteBuffer.allocate(8 + header.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    @Test
    void more_tensors_than_any_model_has_are_refused() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= HeaderReader.MOST_TENSORS; i++) {
            header.append(i == 0 ? "" : ",").append(tensor("t" + i, "U8", "[0]", "[0,0]"));
        }
        assertRefused(HandMade.file(header.append('}').toString()), "more than 250000 tensors");
    }
}
