package dev.assay.livebench.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.JsonLines;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Grades the answers of a real model to real questions and compares with the scores that LiveBench's
/// own graders recorded.
class OfficialRowsTest {
    /// Recorded as wrong by an older parser; the official grader now says right.
    private static final String NOISY = "c604405c";

    @TempDir
    static Path folder;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path shared = Path.of(
                Optional.ofNullable(System.getenv("ASSAY_SHARED_DATA")).orElse("../../../shared/data"), "livebench");
        Path archive = shared.resolve("official.tar.gz");
        if (!Files.exists(archive)) {
            System.out.println(
                    "skipped: no official rows at " + archive.toAbsolutePath().normalize());
        }
        Assumptions.assumeTrue(Files.exists(archive), () -> "no official rows at " + archive);
        int code = new ProcessBuilder("tar", "xzf", archive.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data_analysis/cta",
                "data_analysis/tablejoin",
                "data_analysis/tablereformat",
                "instruction_following/paraphrase",
                "instruction_following/simplify",
                "instruction_following/story_generation",
                "instruction_following/summarize",
                "math/AMPS_Hard",
                "math/math_comp",
                "math/olympiad",
                "reasoning/spatial",
                "reasoning/web_of_lies_v2",
                "reasoning/zebra_puzzle",
            })
    void every_row_gets_the_recorded_score(String task) throws IOException {
        Map<String, Question> questions = Questions.read(folder.resolve(task).resolve("question.jsonl")).stream()
                .collect(Collectors.toMap(Question::id, Function.identity()));
        Map<String, ModelAnswer> answers = new HashMap<>();
        for (ModelAnswer answer : ModelAnswers.read(only(folder.resolve(task).resolve("model_answer")))) {
            answers.put(answer.questionId(), answer);
        }
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (JsonLines.Line line :
                JsonLines.readAll(folder.resolve(task).resolve("model_judgment/ground_truth_judgment.jsonl"))) {
            String id = line.node().path("question_id").asText();
            Question question = questions.get(id);
            ModelAnswer answer = answers.get(id);
            if (id.startsWith(NOISY) || question == null || answer == null) {
                continue;
            }
            compared++;
            Grade grade = new Judging(Mode.REFERENCE, Sandbox.none()).grade(question, answer);
            JsonNode graded = new Judgment(question, Optional.of(answer), "m", grade, 0).line();
            double recorded = line.node().path("score").asDouble();
            if (Math.abs(graded.path("score").asDouble() - recorded) > 1e-9) {
                different.add(id + " recorded " + recorded + ", graded " + graded);
            }
        }
        System.out.println(task + ": " + compared + " rows compared, " + different.size() + " differ");
        assertThat(compared).isPositive();
        assertThat(different).isEmpty();
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
