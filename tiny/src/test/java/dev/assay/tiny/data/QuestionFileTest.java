package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileTest {
    private static final String GOOD =
            "{\"template\":\"is-a\",\"prompt\":\"Is it?\",\"choices\":[\"Yes\",\"No\"],\"answer\":\"Yes\"}\n";

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        List<Question> questions = List.of(
                Question.of(Template.IS_A, "Is \"it\"\na dög?", "No"), Question.of(Template.DEFINE, "What?", "that"));
        Path file = Files.writeString(folder.resolve("q.jsonl"), QuestionFile.text(questions));

        assertThat(QuestionFile.read(file)).isEqualTo(questions);
        assertThat(QuestionFile.parse(QuestionFile.text(questions), "q")).isEqualTo(questions);
    }

    @Test
    void every_bad_line_is_told_with_its_number() throws IOException {
        Path file = Files.writeString(
                folder.resolve("q.jsonl"),
                GOOD
                        + GOOD.replace("is-a", "is-b")
                        + GOOD.replace(":\"Yes\"", ":\"Maybe\"")
                        + GOOD.replace("Is it?", " "));

        assertThatThrownBy(() -> QuestionFile.read(file))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems())
                                .hasSize(3)
                                .allMatch(problem -> problem.code().equals("ASSAY-4082")))
                .hasMessageContaining("'is-b'")
                .hasMessageContaining("line 2")
                .hasMessageContaining("\"Maybe\" is not one of [Yes, No]")
                .hasMessageContaining("line 4");
    }

    @Test
    void what_is_no_question_is_refused() throws IOException {
        for (String line :
                List.of("{}", "[]", "null", "{\"template\":1}", GOOD.replace("answer", "anser"), "{\"a\"", "")) {
            Path file = Files.writeString(folder.resolve("q.jsonl"), line + "\n" + GOOD);

            assertThatThrownBy(() -> QuestionFile.read(file)).as(line).isInstanceOf(AssayException.class);
            assertThatThrownBy(() -> QuestionFile.parse(line + "\n" + GOOD, "q"))
                    .as(line)
                    .isInstanceOf(AssayException.class);
        }
        assertThatThrownBy(() -> QuestionFile.read(folder.resolve("missing"))).isInstanceOf(AssayException.class);
    }

    @Property
    void any_text_is_read_or_refused_with_a_problem(@ForAll String text) {
        Throwable thrown = catchThrowable(() -> QuestionFile.parse(text, "q"));

        assertThat(thrown == null || thrown instanceof AssayException).isTrue();
    }

    @Property
    void a_damaged_line_is_read_or_refused_with_a_problem(@ForAll char c, @ForAll int at) {
        var damaged = new StringBuilder(GOOD);
        damaged.setCharAt(Math.floorMod(at, GOOD.length()), c);

        Throwable thrown = catchThrowable(() -> QuestionFile.parse(damaged.toString(), "q"));

        assertThat(thrown == null || thrown instanceof AssayException).isTrue();
    }

    @Test
    void a_question_without_a_possible_answer_cannot_be_made() {
        assertThatThrownBy(() -> Question.of(Template.IS_A, "Is it?", "Perhaps"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Question.of(Template.DEFINE, "What?", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
