package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the bytes, every line is given, told as bad, or blank at the end; and nothing else is ever
/// thrown.
class JsonLinesFuzzTest {
    @Provide
    Arbitrary<byte[]> likeJson() {
        return Arbitraries.strings()
                .withChars("{}[]\",:\\0123eE.-+ \n\r\tnulltruefase\u0000\ufeff\u00e9")
                .ofMaxLength(80)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<byte[]> mostlyGood() {
        return Arbitraries.of(
                        "1\n", "[2]\n", "{\"a\":\"b\"}\r\n", "\n", " \n", "null\n", "\"\u00e9\"\n", "x\n", "\ufeff3\n")
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 150)
    void any_bytes_give_lines_or_problems(@ForAll byte[] bytes) throws IOException {
        check(bytes);
    }

    @Property(tries = 150)
    void damaged_archives_give_lines_or_problems(@ForAll byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write("{\"a\": [1, 2]}\n".repeat(20).getBytes(StandardCharsets.UTF_8));
        }
        byte[] packed = out.toByteArray();
        for (int i = 0; i < Math.min(bytes.length, packed.length); i++) {
            packed[packed.length - 1 - i] ^= (byte) (bytes[i] / 64);
        }
        check(packed);
    }

    @Property(tries = 300)
    void anything_like_json_gives_lines_or_problems(@ForAll("likeJson") byte[] bytes) throws IOException {
        check(bytes);
    }

    @Property(tries = 200)
    void no_line_is_lost(@ForAll("mostlyGood") byte[] bytes) throws IOException {
        check(bytes);
    }

    private static void check(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".jsonl");
        try (JsonLines lines = JsonLines.open(Files.write(file, bytes), new JsonLines.Limits(40, 5))) {
            long seen = lines.stream().count();
            boolean packed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
            if (!packed) {
                assertThat(seen).isEqualTo(linesWithContent(bytes));
            }
        } catch (AssayException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
            assertThat(e.problems()).hasSizeBetween(1, 6);
        } finally {
            Files.delete(file);
        }
    }

    private static long linesWithContent(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
        return java.util.regex.Pattern.compile("\n")
                .splitAsStream(unmarked)
                .filter(line -> !line.isBlank())
                .count();
    }
}
