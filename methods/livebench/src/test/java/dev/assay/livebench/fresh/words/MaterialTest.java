package dev.assay.livebench.fresh.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialTest {
    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void the_texts_of_a_folder_come_in_the_order_of_their_names() throws IOException {
        write("b.txt", "\uFEFFA title\r\n\r\nIt rains. It\r\nsnows.\n");
        write("2026-11-05-a.md", "# Some news\n\nIt hails.");
        write("c.TXT", "No title here.\nThe second line follows at once.");
        write("d.csv", "no,text");
        write(".hidden.txt", "Nobody sees this.");
        Files.createDirectory(folder.resolve("e.txt"));
        assertThat(Passages.read(folder))
                .containsExactly(
                        new Passage("2026-11-05-a.md", "Some news", "It hails.", Optional.of("2026-11-05")),
                        new Passage("b.txt", "A title", "It rains. It\nsnows.", Optional.empty()),
                        new Passage(
                                "c.TXT",
                                "c.TXT",
                                "No title here.\nThe second line follows at once.",
                                Optional.empty()));
        assertThat(Passages.read(folder).get(1).sentences()).containsExactly("It rains.", "It snows.");
    }

    @Test
    void all_faults_of_a_folder_are_named_at_once() throws IOException {
        Files.write(folder.resolve("latin.txt"), "caf\u00E9".getBytes(StandardCharsets.ISO_8859_1));
        write("large.txt", "a ".repeat(Passages.MOST_BYTES / 2) + "b");
        write("empty.md", " \n");
        write("binary.txt", "a\0b");
        assertThatThrownBy(() -> Passages.read(folder))
                .isInstanceOf(AssayException.class)
                .hasMessageContainingAll(
                        "ASSAY-4204",
                        "latin.txt",
                        "byte 4 is 0xE9",
                        "large.txt",
                        "larger than 1048576 bytes",
                        "empty.md",
                        "binary.txt",
                        "control characters");
    }

    @Test
    void a_folder_must_be_there_and_hold_a_text() throws IOException {
        assertThatThrownBy(() -> Passages.read(folder)).hasMessageContaining("ASSAY-4204", "holds no text");
        assertThatThrownBy(() -> Passages.read(folder.resolve("no"))).hasMessageContaining("ASSAY-4204");
        assertThatThrownBy(() -> Passages.read(write("a.txt", "It rains."))).hasMessageContaining("ASSAY-4204");
    }

    @Test
    void a_file_of_the_largest_size_is_read_and_only_its_beginning_used() throws IOException {
        write("long.txt", "It rains every day. ".repeat(Passages.MOST_BYTES / 20));
        assertThat(Passages.read(folder).getFirst().sentences()).hasSize(999).containsOnly("It rains every day.");
    }

    @Test
    void groups_are_read_line_by_line_and_every_bad_line_is_named() throws IOException {
        String good = "{\"theme\": \"t\", \"words\": [\"a\", \"b\", \"c\", \"d\"]}\n";
        assertThat(WordGroups.read(write("good.jsonl", good + good.replace("\"t\"", "\"u\""))))
                .containsExactly(
                        new WordGroup("t", List.of("a", "b", "c", "d")),
                        new WordGroup("u", List.of("a", "b", "c", "d")));
        Path bad = write(
                "bad.jsonl",
                good + good.replace("\"d\"", "\"A\"") + good.replace("\"d\"", "\"d, e\"")
                        + good.replace("words", "word") + "[]\n");
        assertThatThrownBy(() -> WordGroups.read(bad))
                .isInstanceOf(AssayException.class)
                .hasMessageContainingAll("ASSAY-4204", "line 2", "line 3", "no comma", "line 4", "line 5")
                .hasMessageNotContaining("line 1");
        assertThatThrownBy(() -> WordGroups.read(write("one.jsonl", good))).hasMessageContaining("fewer than two");
    }

    @Test
    void a_group_has_four_different_words_that_an_answer_can_list() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WordGroup("t", List.of("a", "b", "c")));
        assertThatIllegalArgumentException().isThrownBy(() -> new WordGroup("t", List.of("a", "b", "c", "d", "D ")));
        assertThatIllegalArgumentException().isThrownBy(() -> new WordGroup("t", List.of("a", "b", "c", "<d>")));
        assertThatIllegalArgumentException().isThrownBy(() -> new WordGroup(" ", List.of("a", "b", "c", "d")));
    }

    @Test
    void the_bundled_passages_are_forty_of_eight_to_fourteen_sentences_and_every_word_is_known() {
        List<Passage> all = Stream.of(BundledMaterial.news(), BundledMaterial.plots(), BundledMaterial.abstracts())
                .flatMap(List::stream)
                .toList();
        assertThat(all).hasSize(40).allSatisfy(passage -> {
            assertThat(passage.sentences()).hasSizeBetween(8, 14);
            assertThat(passage.date().orElseThrow()).startsWith("2026-11");
            assertThat(Words.plain(passage.text()))
                    .allSatisfy(place -> assertThat(Lexicon.common().knows(place.word()))
                            .as(place.word())
                            .isTrue());
        });
        assertThat(all).extracting(Passage::title).doesNotHaveDuplicates();
    }

    @Test
    void the_bundled_groups_are_two_hundred_of_six_words_or_more() {
        assertThat(BundledMaterial.groups())
                .hasSizeGreaterThanOrEqualTo(200)
                .allSatisfy(group -> assertThat(group.words()).hasSizeGreaterThanOrEqualTo(6));
        assertThat(BundledMaterial.groups()).extracting(WordGroup::theme).doesNotHaveDuplicates();
    }
}
