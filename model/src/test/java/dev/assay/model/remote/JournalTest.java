package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.model.Alternative;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.TokenBytes;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.Usage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    @TempDir
    Path folder;

    private static Outcome.Answered answered(String text) {
        var top = new Alternative("b", Optional.of(TokenBytes.of("b")), OptionalInt.of(7), Double.NEGATIVE_INFINITY);
        var token = new TokenLogProbability("a\n", Optional.empty(), OptionalInt.empty(), -0.25, List.of(top));
        return new Outcome.Answered(new Answer(
                text, FinishReason.LENGTH, new Usage(3, 4, Duration.ofNanos(123_456_789_012L)), List.of(token)));
    }

    @Property
    void a_line_reads_back_as_it_was_written(@ForAll String text) throws Malformed {
        var line = new JournalLine("k", 5, answered(text));
        assertThat(line.write()).doesNotContain("\n");
        assertThat(JournalLine.read(line.write())).isEqualTo(line);
    }

    @Test
    void a_failure_reads_back_as_it_was_written() throws Malformed {
        var line = new JournalLine("k", 5, new Outcome.Failed(new Problem("ASSAY-4035", "a", "b\nc", "d")));
        assertThat(JournalLine.read(line.write())).isEqualTo(line);
    }

    @Property
    void no_text_breaks_the_reader_of_lines(@ForAll String text) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> JournalLine.read(text));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(
                        () -> JournalLine.read("{\"key\":\"k\",\"index\":0,\"problem\":{\"code\":\"x\",\"what\":\"a\","
                                + "\"where\":\"b\",\"mend\":\"c\"}}"));
    }

    @Test
    void of_two_lines_with_one_key_the_later_counts() {
        Path file = folder.resolve("new/folder/j.jsonl");
        try (var journal = Journal.open(file)) {
            journal.append(new JournalLine("k", 0, new Outcome.Failed(new Problem("ASSAY-4035", "a", "b", "c"))));
            journal.append(new JournalLine("k", 0, answered("x")));
        }
        try (var journal = Journal.open(file)) {
            assertThat(journal.outcome("k")).contains(answered("x"));
        }
    }

    @Test
    void a_full_disk_is_told_and_leaves_whole_lines_only() throws IOException {
        Path file = folder.resolve("full.jsonl");
        try (var storage = new FillingDisk(file, 1000);
                var journal = new Journal(file, storage)) {
            journal.append(new JournalLine("a", 0, answered("kept")));
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> journal.append(new JournalLine("b", 1, answered("x".repeat(2000)))))
                    .withMessageContaining("ASSAY-5031")
                    .withMessageContaining("No space left on device")
                    .withMessageContaining("full.jsonl");
            assertThat(journal.outcome("b")).isEmpty();
            journal.append(new JournalLine("c", 2, answered("small")));
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
        try (var journal = Journal.open(file)) {
            assertThat(journal.outcome("a")).contains(answered("kept"));
            assertThat(journal.outcome("c")).contains(answered("small"));
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_told() throws IOException {
        Path file = Files.createDirectory(folder.resolve("folder.jsonl"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Journal.open(file))
                .withMessageContaining("ASSAY-5031");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dear diary\nsecond line\n", "dear diary", "\n", "{}\n", "{\"key\": 1}"})
    void a_file_that_is_no_journal_is_refused_and_left_as_it_is(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), text);
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Journal.open(file))
                .withMessageContaining("ASSAY-4037")
                .withMessageContaining("line 1");
        assertThat(file).hasContent(text);
    }

    /// Takes so many bytes and writes half of what no longer fits.
    private static final class FillingDisk extends RandomAccessFile {
        private final long capacity;

        FillingDisk(Path file, long capacity) throws IOException {
            super(file.toFile(), "rw");
            this.capacity = capacity;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (getFilePointer() + bytes.length > capacity) {
                super.write(bytes, 0, bytes.length / 2);
                throw new IOException("No space left on device");
            }
            super.write(bytes);
        }
    }
}
