package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Maker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTablesTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private ThrowingCallable reading() {
        return () -> SourceTables.read(folder);
    }

    private void assertRefused(String text, String... parts) throws IOException {
        write("t.csv", text);
        assertThatThrownBy(reading())
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4205")
                .hasMessageContaining("t.csv")
                .hasMessageContainingAll(parts);
    }

    @Test
    void the_csv_files_of_a_folder_are_read_in_the_order_of_their_names() throws IOException {
        write("b.csv", "x,y\n1,2\n");
        write("a.CSV", "p\nq\n");
        write("notes.txt", "no table");
        assertThat(SourceTables.read(folder))
                .containsExactly(
                        new SourceTable("a", List.of("p"), List.of(List.of("q"))),
                        new SourceTable("b", List.of("x", "y"), List.of(List.of("1", "2"))));
    }

    @Test
    void quotes_keep_commas_line_ends_and_quotes() throws IOException {
        write("t.csv", "\uFEFFname,note\r\n\"Berg, Ada\",\"say \"\"hi\"\"\nthen go\"\r\n,\"\"");
        assertThat(SourceTables.read(folder).getFirst().rows())
                .containsExactly(List.of("Berg, Ada", "say \"hi\"\nthen go"), List.of("", ""));
        assertThat(SourceTables.read(folder).getFirst().header()).containsExactly("name", "note");
    }

    @Test
    void what_csv_text_writes_is_read_back() throws IOException {
        SyntheticTables synthetic = new SyntheticTables();
        List<SourceTable> tables = IntStream.range(0, synthetic.kinds())
                .mapToObj(kind -> synthetic.draw(new SplittableRandom(kind), kind, 20))
                .toList();
        for (int kind = 0; kind < tables.size(); kind++) {
            write(tables.get(kind).name() + ".csv", Csv.text(tables.get(kind), ',', kind % 2 == 0));
        }
        assertThat(SourceTables.read(folder)).containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void a_ragged_row_is_named_by_file_and_line() throws IOException {
        assertRefused("a,b\n\"1\n\",2\n3\n4,5\n", "line 4", "1 values", "2 columns");
        assertRefused("a,b\n1,2,3\n", "line 2", "3 values");
        assertRefused("a,b\n1,2\n\n3,4\n", "line 3");
    }

    @Test
    void quotes_in_wrong_places_are_refused() throws IOException {
        assertRefused("a,b\n1,x\"y\n", "line 2", "not quoted");
        assertRefused("a,b\n1,\"x\"y\n", "line 2", "closing quote");
        assertRefused("a,b\n1,2\n1,\"x\n\n\n", "line 3", "not closed");
    }

    @Test
    void names_that_are_empty_or_stand_twice_are_refused() throws IOException {
        assertRefused("a,,b\n", "line 1", "no name");
        assertRefused("a,b,a\n", "'a'");
        assertRefused("", "empty");
    }

    @Test
    void what_is_not_utf_8_is_refused_with_its_line() throws IOException {
        byte[] bytes = "a,b\n1,2\nM\u00fcnchen,3\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("t.csv"), bytes);
        assertThatThrownBy(reading()).hasMessageContainingAll("ASSAY-4205", "UTF-8", "line 3");
        Files.write(folder.resolve("t.csv"), new byte[] {'a', '\n', (byte) 0xC3});
        assertThatThrownBy(reading()).hasMessageContainingAll("UTF-8", "line 2");
    }

    @Test
    void files_that_are_too_large_or_too_wide_are_refused() throws IOException {
        String wide = IntStream.range(0, SourceTables.MOST_COLUMNS)
                .mapToObj(i -> "c" + i)
                .collect(Collectors.joining(","));
        write("t.csv", wide);
        assertThat(SourceTables.read(folder).getFirst().header()).hasSize(SourceTables.MOST_COLUMNS);
        assertRefused(wide + ",more", "line 1", "1000");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("t.csv").toFile(), "rw")) {
            file.setLength(SourceTables.MOST_BYTES + 1);
        }
        assertThatThrownBy(reading()).hasMessageContainingAll("ASSAY-4205", "52428801 bytes");
    }

    @Test
    void the_faults_of_all_files_are_told_at_once() throws IOException {
        write("a.csv", "x\n1,2\n");
        write("b.csv", "x,x\n");
        write("c.csv", "x\n1\n");
        assertThatThrownBy(reading())
                .hasMessageContainingAll("a.csv", "b.csv")
                .message()
                .doesNotContain("c.csv");
    }

    @Test
    void a_folder_without_tables_and_a_folder_that_is_none_are_refused() {
        assertThatThrownBy(reading()).hasMessageContainingAll("ASSAY-4205", "no table");
        assertThatThrownBy(() -> SourceTables.read(folder.resolve("none")))
                .isInstanceOf(AssayException.class)
                .hasMessageContainingAll("ASSAY-4205", "cannot be read");
    }

    @Test
    void every_maker_asks_of_the_tables_that_were_read() throws IOException {
        SyntheticTables synthetic = new SyntheticTables();
        write("museum.csv", Csv.text(synthetic.draw(new SplittableRandom(1), 24, 100)));
        List<SourceTable> tables = SourceTables.read(folder);
        List<Maker> makers =
                List.of(new TableJoinMaker(tables), new TableReformatMaker(tables), new ColumnTypeMaker(tables));
        for (Maker maker : makers) {
            for (Difficulty difficulty : Difficulty.values()) {
                Drawn drawn = new Drawn(maker, 10);
                drawn.assertRight(difficulty);
            }
        }
    }
}
