package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.base.JsonLines.Limits;
import dev.assay.base.JsonLines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    Path folder;

    private Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) {
        try {
            return Files.write(folder.resolve("a.jsonl"), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> read(Path file, Limits limits) {
        List<String> seen = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, limits)) {
            lines.forEachRemaining(line -> seen.add(line.number() + ":" + line.node()));
        }
        return seen;
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void each_line_comes_with_its_number() {
        assertThat(read(file("{\"a\":1}\n[2]\r\n\"three\""), Limits.STRICT))
                .containsExactly("1:{\"a\":1}", "2:[2]", "3:\"three\"");
        assertThat(read(file(""), Limits.STRICT)).isEmpty();
        assertThat(read(file("1\n\n  \n"), Limits.STRICT)).containsExactly("1:1");
        assertThat(read(file("\uFEFF1\n"), Limits.STRICT)).containsExactly("1:1");
    }

    @Test
    void gzip_is_unpacked_and_a_torn_archive_is_told() throws IOException {
        byte[] packed = zipped("1\n2\n3".getBytes(StandardCharsets.UTF_8));
        assertThat(read(file(packed), Limits.STRICT)).containsExactly("1:1", "2:2", "3:3");
        assertThatThrownBy(() -> read(file(Arrays.copyOf(packed, packed.length - 4)), Limits.STRICT))
                .hasMessageContaining("ASSAY-4004")
                .hasMessageContaining("breaks off");
    }

    @Test
    void every_kind_of_bad_line_is_told_with_its_place() {
        var text = new ByteArrayOutputStream();
        text.writeBytes("1\n{\"a\":\n\n{\"a\":1,\"a\":2}\n3 4\n".getBytes(StandardCharsets.UTF_8));
        text.writeBytes(new byte[] {'"', (byte) 0xe9, '"', '\n'});
        text.writeBytes("\uFEFF5\n\"0123456789012345678901234567\"\n8".getBytes(StandardCharsets.UTF_8));
        Path file = file(text.toByteArray());
        List<String> seen = new ArrayList<>();
        var e = catchThrowableOfType(AssayException.class, () -> {
            try (JsonLines lines = JsonLines.open(file, new Limits(20, 100))) {
                lines.forEachRemaining(line -> seen.add(line.number() + ":" + line.node()));
            }
        });
        assertThat(seen).containsExactly("1:1", "9:8");
        assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("ASSAY-4004"));
        assertThat(e.problems())
                .extracting(
                        problem -> problem.where().substring(problem.where().indexOf("line")) + " " + problem.what())
                .satisfiesExactly(
                        open -> assertThat(open).startsWith("line 2, column 6 The text is not valid JSON"),
                        blank -> assertThat(blank).isEqualTo("line 3, column 1 The line is blank."),
                        twice ->
                                assertThat(twice).startsWith("line 4, column 1").contains("'a'"),
                        two -> assertThat(two).startsWith("line 5, column 3"),
                        latin -> assertThat(latin).startsWith("line 6, column 2 The line is not UTF-8: found 0xe9"),
                        mark -> assertThat(mark).startsWith("line 7, column 1 A byte order mark"),
                        longer -> assertThat(longer)
                                .startsWith("line 8, column 21 The line has 30 bytes; at most 20 are read."));
    }

    @Test
    void the_reader_stops_at_the_given_number_of_bad_lines() {
        Path file = file("x\n1\ny\n2\nz\n3\n");
        assertThat(catchThrowableOfType(AssayException.class, () -> read(file, Limits.STRICT))
                        .problems())
                .hasSize(1);
        assertThat(catchThrowableOfType(AssayException.class, () -> read(file, new Limits(100, 2)))
                        .problems())
                .hasSize(2);
        assertThat(catchThrowableOfType(AssayException.class, () -> JsonLines.readAll(file))
                        .problems())
                .hasSize(3);
    }

    @Test
    void a_closed_or_finished_reader_gives_nothing_more() {
        JsonLines lines = JsonLines.open(file("1\n2\n"));
        assertThat(lines.next().where()).endsWith("a.jsonl, line 1");
        lines.close();
        assertThat(lines.hasNext()).isFalse();
        assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
        try (var stream = JsonLines.open(file("1\n2\n")).stream()) {
            assertThat(stream.map(Line::number)).containsExactly(1L, 2L);
        }
    }

    record Turn(String role, Optional<String> name) {}

    @Test
    void a_line_becomes_a_record_and_a_misfit_names_its_line() {
        Line line = JsonLines.readAll(file("{\"role\":\"user\"}\n")).getFirst();
        assertThat(line.to(Turn.class)).isEqualTo(new Turn("user", Optional.empty()));
        Line bad = JsonLines.readAll(file("1\n{\"role\":\"user\",\"nme\":\"x\"}\n"))
                .getLast();
        assertThatThrownBy(() -> bad.to(Turn.class))
                .hasMessageContaining("ASSAY-4003")
                .hasMessageContaining("line 2")
                .hasMessageContaining("write 'name'");
    }

    @Test
    void a_missing_field_is_named() {
        Line bad = JsonLines.readAll(file("{}\n")).getFirst();
        assertThatThrownBy(() -> bad.to(Turn.class))
                .hasMessageContaining("A field is missing or null.")
                .hasMessageContaining("line 1, field role");
    }

    @Test
    void a_missing_file_and_a_folder_are_problems() {
        assertThatThrownBy(() -> JsonLines.open(folder.resolve("none"))).hasMessageContaining("ASSAY-4001");
        assertThatThrownBy(() -> read(folder, Limits.STRICT)).hasMessageContaining("ASSAY-4");
    }
}
