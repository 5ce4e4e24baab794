package dev.assay.cli.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.tensor.Natives;
import dev.assay.tiny.data.BundledFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each verb as its user runs it, on the bundled model.
class VerbsTest {
    @TempDir
    Path folder;

    private final Recorder recorder = Recorder.plain();

    private ExitCode run(String... arguments) {
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    private JsonNode json(String... arguments) {
        assertThat(run(arguments)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        return Json.tree(recorder.results().strip(), "standard output");
    }

    @Test
    void generate_writes_to_standard_output_and_notes_to_standard_error() {
        assertThat(run("lm", "generate", "--model", "tiny", "--prompt", "A hammer is", "--max-tokens", "12"))
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).isNotBlank().doesNotContain("tokens after");
        assertThat(recorder.log()).contains("tokens after");
    }

    @ParameterizedTest
    @CsvSource({"f32, int8", "bf16, int8", "bf16, int4"})
    void fewer_bits_cost_little_perplexity(String precision, String bits) throws IOException {
        Path text = Files.writeString(
                folder.resolve("text.txt"), BundledFile.HELD_OUT_TEXT.text().substring(0, 8000));
        String[] score = {"lm", "score", "--model", "tiny", "--text", text.toString(), "--window", "256", "--json"};
        double whole = json(score).path("nats-per-token").asDouble();
        Recorder second = Recorder.plain();
        Stream<String> fewer =
                Stream.concat(Arrays.stream(score), Stream.of("--precision", precision, "--quantize", bits));
        ExitCode code = Assay.run(second.console(), new Interruption(), fewer.toArray(String[]::new));
        assertThat(code).as(second.log()).isEqualTo(ExitCode.DONE);
        double quantized = Json.tree(second.results().strip(), "standard output")
                .path("nats-per-token")
                .asDouble();
        assertThat(quantized).isCloseTo(whole, within(bits.startsWith("int8") ? 0.05 : 0.3));
    }

    @Test
    void check_predicts_memory_and_time() throws IOException {
        JsonNode facts = json("lm", "check", "--config", plan(3).toString(), "--samples", "1", "--json");
        assertThat(facts.path("seconds").asDouble()).isPositive();
        assertThat(facts.path("tokens-with-loss").asLong())
                .isPositive()
                .isLessThan(facts.path("tokens").asLong());
        assertThat(facts.path("samples")).hasSize(1);
    }

    @Test
    void finetune_leaves_an_adapter_that_generate_takes_and_merge_proves() throws IOException {
        Path out = folder.resolve("run");
        assertThat(run("lm", "finetune", "--config", plan(3).toString(), "--out", out.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        String adapter = out.resolve("adapter").toString();
        assertThat(run("lm", "generate", "--model", "tiny", "--adapter", adapter, "--ask", "Who?", "--max-tokens", "3"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(run("report", out.toString())).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(out.resolve("dossier.html")).isRegularFile();
    }

    @Test
    void exam_asks_the_questions_of_a_file() throws IOException {
        Path questions = Files.writeString(
                folder.resolve("questions.jsonl"),
                "{\"template\":\"is-a\",\"prompt\":\"Is a poodle a kind of animal?\",\"choices\":[\"Yes\",\"No\"],"
                        + "\"answer\":\"Yes\"}\n");
        JsonNode rows = json("tiny", "exam", "--model", "tiny", "--questions", questions.toString(), "--json");
        assertThat(rows.get(0).path("asked").asInt()).isEqualTo(1);
        assertThat(rows.get(0).path("template").asText()).isEqualTo("is-a");
    }

    @Test
    void an_endpoint_is_refused_where_weights_are_needed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "Some text.");
        assertThat(run("lm", "score", "--model", "http://localhost:1/v1#x", "--text", text.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2105");
    }

    @Test
    void an_endpoint_cannot_be_quantised() {
        assertThat(run("lm", "generate", "--model", "http://localhost:1/v1#x", "--prompt", "A", "--quantize", "int8"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "finetune"})
    void a_device_that_is_not_there_is_said_before_anything_is_written(String verb) throws IOException {
        assumeFalse(Natives.cudaBuild(), "this is the CUDA build");
        Stream<String> arguments = Stream.of("lm", verb, "--config", plan(3).toString(), "--device", "cuda");
        Path out = folder.resolve("run");
        Stream<String> target = verb.equals("check") ? Stream.of() : Stream.of("--out", out.toString());
        assertThat(run(Stream.concat(arguments, target).toArray(String[]::new))).isEqualTo(ExitCode.RESOURCES);
        assertThat(recorder.log()).contains("ASSAY-5011");
        assertThat(out).doesNotExist();
    }

    private Path plan(int steps) throws IOException {
        Files.writeString(
                folder.resolve("data.jsonl"), "{\"instruction\": \"Say it\", \"output\": \"yes\"}\n".repeat(30));
        return Files.writeString(folder.resolve("plan.toml"), """
                model = "tiny"
                [data]
                train = "data.jsonl"
                validation-share = 0.2
                [training]
                steps = %d
                """.formatted(steps));
    }
}
