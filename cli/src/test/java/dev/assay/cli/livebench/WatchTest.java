package dev.assay.cli.livebench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path folder;

    private Recorder recorder = Recorder.plain();
    private Path questions = Path.of("");
    private Path corpus = Path.of("");

    @BeforeEach
    void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        StringBuilder judgments = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String day = i < 20 ? "2024-06-24" : "2024-11-25";
            lines.append("{\"question_id\":\"q" + i + "\",\"category\":\"math\",\"task\":\"a\",\"turns\":[\"" + text(i)
                    + "\"],\"livebench_release_date\":\"" + day + "\"}\n");
            judgments.append(
                    "{\"question_id\":\"q" + i + "\",\"category\":\"math\",\"task\":\"a\",\"model\":\"m\",\"score\":"
                            + (i < 20 || i % 2 == 0 ? 1 : 0) + "}\n");
        }
        questions = Files.writeString(folder.resolve("question.jsonl"), lines);
        Files.writeString(folder.resolve("judgments.jsonl"), judgments);
        corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("a.jsonl"), "{\"text\":\"none\",\"content\":\"" + text(3) + "\"}\n");
    }

    private static String text(int number) {
        return IntStream.range(0, 30).mapToObj(i -> "w" + number + "x" + i).collect(Collectors.joining(" "));
    }

    private ExitCode run(String... arguments) {
        recorder = Recorder.plain();
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void a_question_that_stands_in_a_corpus_is_found_with_its_place() {
        String[] command = {
            "livebench",
            "overlap",
            "--questions",
            questions.toString(),
            "--corpus",
            corpus.toString(),
            "--field",
            "content"
        };
        assertThat(run(command)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results())
                .contains(
                        "q3: contaminated, 100.0 % of its runs of 13 words, 30 words in a row, first in a.jsonl, line 1");
        assertThat(recorder.log()).contains("39 are clean", "with 30 words", "paraphrases");
        assertThat(run("livebench", "overlap", "--questions", questions.toString(), "--corpus", corpus.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.log()).contains("40 are clean");
    }

    @Test
    void overlap_is_written_for_programs_and_dossiers() {
        assertThat(run(
                        "livebench",
                        "overlap",
                        "--questions",
                        questions.toString(),
                        "--corpus",
                        corpus.resolve("a.jsonl").toString(),
                        "--field",
                        "text,content",
                        "--ngram",
                        "10",
                        "--out",
                        in("run"),
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode third = Json.tree(recorder.results()).path(3);
        assertThat(third.path("ngram").asInt()).isEqualTo(10);
        assertThat(third.path("longest_run").asInt()).isEqualTo(30);
        assertThat(JsonLines.readAll(folder.resolve("run/overlap.jsonl")))
                .hasSize(40)
                .element(3)
                .satisfies(line -> assertThat(line.node()).isEqualTo(third));
        assertThat(folder.resolve("run/evidence.json")).exists();
    }

    @Test
    void a_corpus_that_cannot_be_searched_is_refused() {
        assertThat(run("livebench", "overlap", "--questions", questions.toString(), "--corpus", in("none")))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4207");
        assertThat(run(
                        "livebench",
                        "overlap",
                        "--questions",
                        questions.toString(),
                        "--corpus",
                        corpus.toString(),
                        "--ngram",
                        "1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2123");
    }

    @Test
    void scores_are_split_at_a_day_with_an_interval_and_a_plain_sentence() {
        String[] command = {
            "livebench",
            "split",
            "--judgments",
            in("judgments.jsonl"),
            "--questions",
            questions.toString(),
            "--cutoff",
            "2024-09-30",
            "--out",
            in("split")
        };
        assertThat(run(command)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("m", "change  -50.0 [-7", "m scores lower", "does not prove");
        assertThat(folder.resolve("split/evidence.json")).exists();
        command[9] = in("again");
        command[7] = "2024-09-31";
        assertThat(run(command)).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2120", "--cutoff 2024-09-31");
    }

    @Test
    void a_split_is_told_to_programs() {
        assertThat(run(
                        "livebench",
                        "split",
                        "--judgments",
                        in("judgments.jsonl"),
                        "--questions",
                        questions.toString(),
                        "--cutoff",
                        "2024-09-30",
                        "--json"))
                .isEqualTo(ExitCode.DONE);
        JsonNode split = Json.tree(recorder.results()).path(0);
        assertThat(split.at("/overall/change/score").asDouble()).isEqualTo(-50);
        assertThat(split.at("/tasks/a/before/n").asInt()).isEqualTo(20);
        assertThat(split.path("conclusion").asText()).isNotBlank();
    }

    @Test
    void a_json_list_is_imported_and_can_be_graded_from() throws IOException {
        String list = "[" + String.join(",", Files.readAllLines(questions)) + "]";
        Path source = Files.writeString(folder.resolve("list.json"), list);
        assertThat(run("livebench", "import", source.toString(), "--out", in("new.jsonl")))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("40 questions in");
        assertThat(folder.resolve("new.jsonl")).hasSameTextualContentAs(questions);
        Files.writeString(source, "[{}]");
        assertThat(run("livebench", "import", source.toString(), "--out", in("other.jsonl")))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4206");
        assertThat(folder.resolve("other.jsonl")).doesNotExist();
    }
}
