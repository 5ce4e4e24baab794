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
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({"--temperature, -1", "--top-p, 0", "--max-tokens, 0", "--repetition-penalty, NaN"})
    void a_setting_of_drawing_that_makes_no_sense_is_the_users_to_mend(String option, String value) {
        assertThat(run("lm", "generate", "--model", "tiny", "--prompt", "A", option, value))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2113");
    }

    @Test
    void json_tells_how_likely_the_answer_was() throws IOException {
        JsonNode fields =
                json("lm", "generate", "--model", "tiny", "--prompt", "A dog is", "--max-tokens", "3", "--json");
        assertThat(fields.path("log-probability").asDouble()).isNegative();
    }

    @Test
    void where_no_row_is_held_back_json_leaves_the_losses_out() throws IOException {
        JsonNode fields = json(
                "lm",
                "finetune",
                "--config",
                plan(2).toString(),
                "--set",
                "data.validation-share=0",
                "--out",
                folder.resolve("run").toString(),
                "--json");
        assertThat(fields.path("steps").asInt()).isEqualTo(2);
        assertThat(fields.has("loss-before")).isFalse();
    }

    @Test
    void a_run_goes_on_only_with_the_settings_that_it_began_with() throws IOException {
        String out = folder.resolve("run").toString();
        String config = plan(2).toString();
        assertThat(run("lm", "finetune", "--config", config, "--set", "training.rows=6", "--out", out))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(run("lm", "finetune", "--config", config, "--out", out, "--resume"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2023").contains("config.toml");
        String own = folder.resolve("run/config.toml").toString();
        assertThat(run("lm", "finetune", "--config", own, "--set", "training.log-every=1", "--out", out, "--resume"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_merge_takes_whole_weights_an_adapter_and_a_free_place() throws IOException {
        String adapter = folder.resolve("adapter").toString();
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("thesis.txt"), "years of work");
        Stream.of(
                        List.of("ASSAY-2102", "--dry-run"),
                        List.of("ASSAY-2112", "--dry-run", "--adapter", adapter, "--quantize", "int8"),
                        List.of("ASSAY-2008", "--adapter", adapter, "--out", taken.toString()))
                .forEach(row -> {
                    Stream<String> arguments = Stream.concat(
                            Stream.of("lm", "merge", "--model", "tiny"),
                            row.stream().skip(1));
                    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
                    assertThat(recorder.log()).contains(row.getFirst());
                });
        assertThat(taken.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void an_exam_of_no_questions_is_refused() {
        assertThat(run("tiny", "exam", "--model", "tiny", "--limit", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2114");
    }

    @Test
    void a_dry_run_of_training_says_what_it_would_take() throws IOException {
        Files.writeString(folder.resolve("text.txt"), "the cat sat on the mat and looked at the dog\n\n".repeat(400));
        Path recipe = Files.writeString(folder.resolve("recipe.toml"), """
                [data]
                text = ["text.txt"]
                [tokenizer]
                vocabulary = 300
                [model]
                dim = 32
                layers = 1
                heads = 2
                key-heads = 2
                intermediate = 64
                context = 32
                [training]
                steps = 900
                """);
        JsonNode fields = json("lm", "train", "--config", recipe.toString(), "--dry-run", "--json");
        assertThat(fields.path("steps").asInt()).isEqualTo(900);
        assertThat(fields.path("seconds").asDouble()).isPositive();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("text.txt", "recipe.toml");
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
