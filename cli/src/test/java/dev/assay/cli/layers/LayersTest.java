package dev.assay.cli.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
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
