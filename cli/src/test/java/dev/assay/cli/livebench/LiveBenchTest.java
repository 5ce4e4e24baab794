package dev.assay.cli.livebench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Sha256;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.server.AssayServer;
import dev.assay.server.engine.Served;
import dev.assay.server.settings.ServerSettings;
import dev.assay.tiny.model.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveBenchTest {
    private static final String QUESTIONS = """
            {"question_id":"q1","category":"reasoning","task":"spatial","turns":["?"],"ground_truth":"4"}
            {"question_id":"q2","category":"reasoning","task":"spatial","turns":["?"],"ground_truth":"5"}
            {"question_id":"q3","category":"data_analysis","task":"cta","turns":["?"],"ground_truth":"id"}
            """;
    private static final String ANSWERS = """
            {"question_id":"q1","answer_id":"a1","model_id":"m","choices":[{"index":0,"turns":["**4**"]}]}
            {"question_id":"q2","model_id":"m","choices":[{"index":0,"turns":["<think>**5**</think> **6**"]}]}
            {"question_id":"q3","model_id":"m","choices":[{"index":0,"turns":["not_id"]}]}
            """;

    @TempDir
    Path folder;

    private Recorder recorder = Recorder.plain();

    private Path questions = Path.of("");
    private Path answers = Path.of("");
    private Path judgments = Path.of("");

    @BeforeEach
    void write() throws IOException {
        questions = Files.writeString(folder.resolve("question.jsonl"), QUESTIONS);
        answers = Files.writeString(folder.resolve("answers.jsonl"), ANSWERS);
        judgments = folder.resolve("judgments.jsonl");
    }

    private ExitCode run(String... arguments) {
        recorder = Recorder.plain();
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    private ExitCode grade(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "livebench",
                "grade",
                "--questions",
                questions.toString(),
                "--answers",
                answers.toString(),
                "--out",
                judgments.toString(),
                "--quiet"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private List<JsonNode> rows() {
        return JsonLines.readAll(judgments).stream().map(JsonLines.Line::node).toList();
    }

    @Test
    void one_row_comes_out_for_each_question_with_its_score_and_status() {
        assertThat(grade("--grading", "reference")).isEqualTo(ExitCode.DONE);
        assertThat(rows()).extracting(row -> row.path("score").asDouble()).containsExactly(1.0, 0.0, 1.0);
        assertThat(rows()).extracting(row -> row.path("status").asText()).containsExactly("right", "wrong", "right");
        assertThat(rows().getFirst().path("answer_id").asText()).isEqualTo("a1");
        assertThat(grade()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).extracting(row -> row.path("score").asDouble()).containsExactly(1.0, 0.0, 0.0);
    }

    @Test
    void what_cannot_be_graded_is_told_from_wrong_and_raises_the_gate() throws IOException {
        Files.writeString(questions, QUESTIONS.replace("\"ground_truth\":\"5\"", "\"ground_truth\":null"));
        assertThat(grade()).isEqualTo(ExitCode.GATE);
        assertThat(rows().get(1).path("status").asText()).isEqualTo("unscorable");
        assertThat(rows().get(1).path("error_msg").asText()).contains("ground_truth");
        assertThat(grade("--allow-unscorable", "40")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void an_answer_that_is_missing_and_a_task_that_is_unknown_are_unscorable() throws IOException {
        Files.writeString(answers, ANSWERS.lines().findFirst().orElseThrow() + "\n");
        Files.writeString(questions, QUESTIONS.replace("\"cta\"", "\"knitting\""));
        assertThat(grade()).isEqualTo(ExitCode.GATE);
        assertThat(rows())
                .extracting(row -> row.path("eval_status").asText())
                .containsExactly("", "no_answer", "no_answer");
        Files.writeString(answers, ANSWERS);
        assertThat(grade("--allow-unscorable", "50")).isEqualTo(ExitCode.DONE);
        assertThat(rows().get(2).path("error_msg").asText()).contains("knitting");
    }

    @Test
    void a_question_from_the_future_is_refused_with_its_line() throws IOException {
        Files.writeString(questions, QUESTIONS.replace("\"q2\",", "\"q2\",\"livebench_release_date\":\"2999-01-01\","));
        assertThat(grade()).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4201", "line 2", "2999-01-01");
    }

    @Test
    void bad_files_are_named_with_their_lines_and_nothing_is_written() throws IOException {
        Files.writeString(
                questions,
                QUESTIONS
                        .replace("\"turns\":[\"?\"],\"ground_truth\":\"4\"", "\"turns\":[]")
                        .replace("q3", "q2"));
        assertThat(grade()).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4201", "line 1", "line 3", "stands twice");
        assertThat(judgments).doesNotExist();
        Files.writeString(questions, QUESTIONS);
        Files.writeString(answers, "{\"question_id\":\"q1\"}\n{");
        assertThat(grade()).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("line 2");
        assertThat(grade("--allow-unscorable", "200")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void what_a_killed_run_graded_is_not_graded_again_unless_something_changed() throws IOException {
        assertThat(grade()).isEqualTo(ExitCode.DONE);
        Path partial = folder.resolve(".judgments.jsonl.partial");
        assertThat(partial).doesNotExist();
        String head =
                Json.line(Map.of("grading", "strict", "inputs", List.of(Sha256.of(questions), Sha256.of(answers))));
        String done = JsonLines.readAll(judgments).getFirst().node().toString().replace("bold '4'", "as before");
        Files.writeString(partial, head + "\n" + done + "\n{\"question_id\":\"q2");
        assertThat(grade()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(judgments)).hasSize(3).first().isEqualTo(done);
        assertThat(partial).doesNotExist();

        Files.writeString(partial, head + "\n" + done + "\n");
        assertThat(grade("--grading", "reference")).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(judgments)).hasSize(3).doesNotContain(done);
        Files.writeString(partial, "no json");
        assertThat(grade()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).hasSize(3);
    }

    @Test
    void questions_of_a_release_and_of_a_day_on_are_taken() throws IOException {
        Files.writeString(
                questions,
                QUESTIONS
                        .replaceFirst("\"turns\"", "\"livebench_release_date\":\"2024-06-24\",\"turns\"")
                        .replace("\"q2\",", "\"q2\",\"livebench_release_date\":\"2024-11-25\","));
        assertThat(grade("--release", "2024-07-26")).isEqualTo(ExitCode.DONE);
        assertThat(rows()).extracting(row -> row.path("question_id").asText()).containsExactly("q1");
        assertThat(grade("--release", "2024-11-25", "--min-release-date", "2024-11-01"))
                .isEqualTo(ExitCode.DONE);
        assertThat(rows()).extracting(row -> row.path("question_id").asText()).containsExactly("q2");
        assertThat(grade("--release", "2024-11-26")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2120", "2026-06-25");
        assertThat(grade("--limit", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_model_is_asked_its_answers_are_graded_and_nothing_is_asked_twice() throws IOException {
        Path asked = folder.resolve("tiny.jsonl");
        String[] answer = {
            "livebench",
            "answer",
            "--model",
            "tiny",
            "--questions",
            questions.toString(),
            "--out",
            asked.toString(),
            "--max-tokens",
            "5",
            "--quiet"
        };
        assertThat(run(answer)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("3 asked, 0 failed, 0 answered before");
        assertThat(run(answer)).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("0 asked, 0 failed, 3 answered before");
        answers = asked;
        assertThat(grade()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).hasSize(3).allMatch(row -> row.path("model").asText().equals("tiny"));
    }

    @Test
    void a_server_of_our_own_is_asked_over_http_as_the_model_here_is() {
        Path direct = folder.resolve("direct");
        Path remote = folder.resolve("remote");
        assertThat(whole("tiny", direct)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        ServerSettings settings = ServerSettings.DEFAULT.with(new ServerSettings.Listen("127.0.0.1", 0));
        try (LocalModel model = LocalModel.open(BundledModel.folder(), LoadOptions.DEFAULT);
                AssayServer server =
                        AssayServer.start(List.of(new Served("tiny", model, Optional.empty())), settings, line -> {})) {
            assertThat(whole(server.address() + "/v1#tiny", remote))
                    .as(recorder.log())
                    .isEqualTo(ExitCode.DONE);
        }
        assertThat(recorder.results()).contains("reasoning", "spatial", "data_analysis");
        assertThat(said(remote)).hasSize(3).isEqualTo(said(direct));
        assertThat(remote.resolve("evidence.json")).exists();
        assertThat(remote.resolve("all_tasks.csv")).exists();
    }

    private ExitCode whole(String model, Path out, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "livebench",
                "run",
                "--model",
                model,
                "--name",
                "m",
                "--questions",
                questions.toString(),
                "--max-tokens",
                "12",
                "--out",
                out.toString(),
                "--quiet"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static List<String> said(Path run) {
        return JsonLines.readAll(run.resolve("answers.jsonl")).stream()
                .map(line -> line.node().path("question_id").asText() + ": "
                        + line.node().at("/choices/0/turns").toString())
                .toList();
    }

    @Test
    void a_whole_run_goes_on_where_it_was_and_keeps_to_its_questions() throws IOException {
        Path out = folder.resolve("run");
        assertThat(whole("tiny", out)).isEqualTo(ExitCode.DONE);
        List<String> lines = Files.readAllLines(out.resolve("answers.jsonl"));
        // As if it had been killed after the first answer, in the middle of the second.
        Files.writeString(
                out.resolve("answers.jsonl"),
                lines.getFirst() + "\n" + lines.get(1).substring(0, 20));
        assertThat(whole("tiny", out)).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("2 asked, 0 failed, 1 answered before");
        assertThat(Files.readAllLines(out.resolve("answers.jsonl"))).hasSize(3).contains(lines.getFirst());
        assertThat(whole("tiny", out, "--limit", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2121");
    }

    @Test
    void a_question_longer_than_the_context_is_told_apart_and_raises_no_gate() throws IOException {
        String first = QUESTIONS.lines().findFirst().orElseThrow();
        String longer = QUESTIONS.lines().toList().get(2).replace("?", "word ".repeat(600));
        Files.writeString(questions, first + "\n" + longer + "\n");
        assertThat(whole("tiny", folder.resolve("run"), "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode tasks = Json.tree(recorder.results()).path("tasks");
        assertThat(tasks.get(0).path("task").asText()).isEqualTo("cta");
        assertThat(tasks.get(0).path("score").isNull()).isTrue();
        assertThat(tasks.get(0).path("unscorable").asInt()).isZero();
        assertThat(tasks.get(0).path("too_long").asInt()).isOne();
        assertThat(tasks.get(1).path("score").isNumber()).isTrue();
        Files.writeString(questions, longer + "\n");
        assertThat(whole("tiny", folder.resolve("nothing"))).isEqualTo(ExitCode.GATE);
        assertThat(recorder.results()).contains("-          0        1");
    }

    @Test
    void new_questions_are_made_by_seed_and_none_comes_again() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        assertThat(fresh(first, "--seed", "5", "--release-date", "2026-01-01"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("spatial", "typos");
        assertThat(fresh(second, "--seed", "5", "--release-date", "2026-01-01")).isEqualTo(ExitCode.DONE);
        Path made = first.resolve("question.jsonl");
        assertThat(second.resolve("question.jsonl")).hasSameTextualContentAs(made);
        JsonNode manifest = Json.tree(first.resolve("manifest.json"));
        assertThat(manifest.path("seed").asInt()).isEqualTo(5);
        assertThat(manifest.path("kinds")).hasSize(2);
        Path third = folder.resolve("third");
        assertThat(fresh(third, "--seed", "5", "--earlier", made.toString(), "--retire"))
                .isEqualTo(ExitCode.DONE);
        List<JsonNode> all = JsonLines.readAll(third.resolve("question.jsonl")).stream()
                .map(JsonLines.Line::node)
                .toList();
        assertThat(all).hasSize(12);
        assertThat(all.stream().map(each -> each.path("turns"))).doesNotHaveDuplicates();
        assertThat(all.stream()
                        .filter(each ->
                                !each.path("livebench_removal_date").asText().isEmpty()))
                .hasSize(6);
        questions = made;
        assertThat(whole("tiny", folder.resolve("run"))).isIn(ExitCode.DONE, ExitCode.GATE);
    }

    private ExitCode fresh(Path out, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "livebench", "fresh", "--out", out.toString(), "--tasks", "spatial,typos", "--count", "3", "--quiet"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void questions_that_nothing_makes_are_told_the_nearest_name() {
        Path out = folder.resolve("none");
        assertThat(run("livebench", "fresh", "--out", out.toString(), "--tasks", "spacial"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2122", "did you mean spatial?");
        assertThat(run("livebench", "fresh", "--out", out.toString(), "--count", "0"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(out).doesNotExist();
    }

    @Test
    void the_leaderboard_comes_with_intervals_tables_and_evidence() {
        grade("--grading", "reference");
        assertThat(run(
                        "livebench",
                        "show",
                        "--judgments",
                        judgments.toString(),
                        "--out",
                        folder.resolve("lb").toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("m", "75.0", "data_analysis", "reasoning");
        assertThat(folder.resolve("lb/all_groups.csv"))
                .hasContent("model,average,data_analysis,reasoning\nm,75.0,100.0,50.0");
        assertThat(folder.resolve("lb/evidence.json")).exists();
        assertThat(run("livebench", "show", "--judgments", judgments.toString(), "--json", "--seed", "3"))
                .isEqualTo(ExitCode.DONE);
        JsonNode board = Json.tree(recorder.results());
        assertThat(board.at("/0/overall/score").asDouble()).isEqualTo(75);
        assertThat(board.at("/0/tasks/spatial/n").asInt()).isEqualTo(2);
    }
}
