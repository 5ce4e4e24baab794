package dev.assay.cli.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    @TempDir
    Path folder;

    private Recorder recorder = Recorder.plain();

    private ExitCode run(String... arguments) {
        recorder = Recorder.plain();
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    @Test
    void structures_are_described_beside_each_other_with_what_is_unwise() {
        assertThat(run(
                        "layers",
                        "describe",
                        "--size",
                        "1021x1024",
                        "--structure",
                        "btt:rank=1",
                        "--structure",
                        "dense"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("1045504", "100.00%");
        assertThat(recorder.log()).contains("[1, 1021]");
    }

    @Test
    void programs_get_the_same_as_json() {
        assertThat(run("layers", "describe", "--size", "256x1024", "--structure", "btt:rank=2", "--json"))
                .isEqualTo(ExitCode.DONE);
        JsonNode first = Json.tree(recorder.results()).get(0);
        assertThat(first.path("macs-per-row").asLong()).isEqualTo(2 * (256 * 32 + 1024 * 16));
        assertThat(first.path("generic-rank").asLong()).isEqualTo(256);
    }

    @Test
    void what_was_measured_to_be_slower_is_told_beside_what_is_foretold() throws IOException {
        assertThat(run(
                        "layers",
                        "bench",
                        "--size",
                        "64x64",
                        "--rows",
                        "1",
                        "--seconds",
                        "0.001",
                        "--structure",
                        "btt:rank=2",
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        Path file = folder.resolve("measured.json");
        JsonNode measured = Json.tree(recorder.results());
        ((ObjectNode) measured.get(1)).put("forward-times-dense", 0.5).put("both-times-dense", 0.95);
        Files.writeString(file, Json.write(measured));
        assertThat(run(
                        "layers",
                        "describe",
                        "--size",
                        "64x64",
                        "--structure",
                        "btt:rank=2",
                        "--structure",
                        "btt",
                        "--measured",
                        file.toString(),
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode described = Json.tree(recorder.results());
        assertThat(described.get(0).path("measured-slower").toString())
                .isEqualTo("[\"f32 without gradients with 1 row at once on cpu: 0.50 times as fast\"]");
        assertThat(described.get(1).path("measured-slower")).isEmpty();
        Files.writeString(file, "[{\"structure\": 5}]");
        assertThat(run("layers", "describe", "--size", "64x64", "--structure", "btt", "--measured", file.toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4003", file.toString());
    }

    @Test
    void what_is_no_structure_or_no_size_is_refused() {
        assertThat(run("layers", "describe", "--size", "16x16", "--structure", "btt:blocks=2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2131", "has no 'blocks'");
        assertThat(run("layers", "describe", "--size", "16", "--structure", "btt"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("1024x4096");
        assertThat(run("layers", "describe", "--size", "0x16", "--structure", "btt"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_converted_model_is_a_model_that_writes() {
        Path out = folder.resolve("structured");
        assertThat(run(
                        "layers",
                        "convert",
                        "--model",
                        "tiny",
                        "--structure",
                        "low-rank:share=0.5",
                        "--layers",
                        "mlp",
                        "--out",
                        out.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("model.layers.0.mlp.up_proj", "all of these");
        assertThat(run("lm", "generate", "--model", out.toString(), "--prompt", "A dog is", "--max-tokens", "4"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).isNotBlank();
    }

    @Test
    void a_conversion_says_what_the_text_costs_before_and_after() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.txt"), "A dog is an animal that barks at the moon.\n".repeat(9));
        assertThat(run(
                        "layers",
                        "convert",
                        "--model",
                        "tiny",
                        "--structure",
                        "low-rank:share=0.25",
                        "--layers",
                        "mlp",
                        "--text",
                        text.toString(),
                        "--dry-run",
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode told = Json.tree(recorder.results());
        assertThat(told.path("after").path("perplexity").asDouble())
                .isGreaterThan(told.path("before").path("perplexity").asDouble());
    }

    @Test
    void mlps_become_mixtures_of_copies_of_themselves() {
        Path out = folder.resolve("experts");
        assertThat(run(
                        "layers",
                        "convert",
                        "--model",
                        "tiny",
                        "--structure",
                        "dense:experts=2,active=1",
                        "--mlps",
                        "--layers",
                        "layers.0",
                        "--out",
                        out.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        String prompt = "A dog is";
        assertThat(run("lm", "generate", "--model", out.toString(), "--prompt", prompt, "--max-tokens", "6"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        String said = recorder.results();
        run("lm", "generate", "--model", "tiny", "--prompt", prompt, "--max-tokens", "6");
        assertThat(said).isEqualTo(recorder.results());
    }

    private Path study() throws IOException {
        return Files.writeString(folder.resolve("study.toml"), """
                budgets = [5000]
                [task]
                kind = "regression"
                features = 4
                teacher-width = 16
                base = 16
                [training]
                steps = 10
                batch = 16
                seeds = [1]
                points = 5
                floor = 1.0
                warmup = 1
                [[structures]]
                words = "dense"
                widths = [8, 16, 24]
                [[structures]]
                words = "btt:experts=2"
                """);
    }

    @Test
    void a_study_is_run_fitted_and_becomes_a_dossier() throws IOException {
        Path out = folder.resolve("study");
        assertThat(run("layers", "search", "--config", study().toString(), "--dry-run"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.log()).contains("4 runs");
        assertThat(out).doesNotExist();
        assertThat(run("layers", "search", "--config", study().toString(), "--out", out.toString(), "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode told = Json.tree(recorder.results());
        assertThat(told.path("cells")).hasSize(4);
        assertThat(told.path("fits").get(0).path("power-law").path("points").asInt())
                .isGreaterThan(2);
        assertThat(run("layers", "search", "--config", study().toString(), "--out", out.toString(), "--resume"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("btt:cores=2,rank=1,experts=2,active=2", "exponent");
        assertThat(run(
                        "layers",
                        "fit",
                        out.toString(),
                        "--out",
                        folder.resolve("fit").toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(run("report", out.toString(), folder.resolve("fit").toString(), "--out", folder.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("dossier.html")).content().contains("Structured layers compared", "<svg");
    }

    @Test
    void runs_that_were_made_elsewhere_are_fitted_and_bad_lines_are_named() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            double compute = Math.pow(10, i);
            lines.append("{\"structure\":\"dense\",\"compute\":%s,\"loss\":%s}\n"
                    .formatted(compute, 3 * Math.pow(compute, -0.2)));
            lines.append("{\"structure\":\"mine\",\"compute\":%s,\"loss\":%s}\n"
                    .formatted(compute / 2, 3 * Math.pow(compute, -0.2)));
        }
        Path runs = Files.writeString(folder.resolve("runs.jsonl"), lines);
        assertThat(run("layers", "fit", runs.toString(), "--json")).isEqualTo(ExitCode.DONE);
        JsonNode mine = Json.tree(recorder.results()).get(1);
        assertThat(mine.path("power-law").path("exponent").asDouble()).isCloseTo(0.2, within(1e-6));
        assertThat(mine.path("compute-multiplier").path("mean").asDouble()).isCloseTo(2, within(1e-6));
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), lines + "{\"structure\":7}\n");
        assertThat(run("layers", "fit", bad.toString())).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4133", "line 13");
        assertThat(run("layers", "fit", runs.toString(), "--threshold", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2134");
    }

    @Test
    void structures_are_measured_beside_dense_and_widths_beside_each_other() {
        assertThat(run(
                        "layers",
                        "bench",
                        "--size",
                        "16x32",
                        "--rows",
                        "1,4",
                        "--seconds",
                        "0.001",
                        "--structure",
                        "btt",
                        "--structure",
                        "btt:experts=2,active=1",
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        JsonNode all = Json.tree(recorder.results());
        assertThat(all).hasSize(6);
        assertThat(all.get(1).path("forward-ms").asDouble()).isPositive();
        Path out = folder.resolve("check");
        assertThat(run(
                        "layers",
                        "check",
                        "--structure",
                        "btt",
                        "--widths",
                        "16,64",
                        "--seeds",
                        "1",
                        "--mode",
                        "aware,naive",
                        "--out",
                        out.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("aware", "naive", "widest to narrowest");
        assertThat(out.resolve("evidence.json")).exists();
    }

    @Test
    void a_dry_run_writes_nothing_and_words_that_no_layer_has_are_refused() {
        Path out = folder.resolve("nothing");
        assertThat(run(
                        "layers",
                        "convert",
                        "--model",
                        "tiny",
                        "--structure",
                        "btt",
                        "--fresh",
                        "--dry-run",
                        "--out",
                        out.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out).doesNotExist();
        assertThat(run("layers", "convert", "--model", "tiny", "--structure", "btt", "--layers", "wing", "--dry-run"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2132");
        assertThat(run("layers", "convert", "--model", "tiny", "--structure", "btt"))
                .isEqualTo(ExitCode.USAGE);
    }
}
