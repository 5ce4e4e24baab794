package dev.assay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.ExitCode;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    private final Recorder recorder = Recorder.plain();

    private ExitCode run(Interruption interruption, String... arguments) {
        return Assay.run(recorder.console(), interruption, arguments);
    }

    @Test
    void it_leaves_a_dossier_with_every_chapter_and_prints_its_path_alone() throws IOException {
        Path out = folder.resolve("run");
        ExitCode code = run(new Interruption(), "demo", "--steps", "4", "--out", out.toString());
        assertThat(code).as(recorder.log()).isEqualTo(ExitCode.DONE);
        Path page = Path.of(recorder.results().strip());
        assertThat(page).isRegularFile();
        assertThat(Files.readString(page))
                .contains("What the model writes", "How well tiny predicts", "What tiny knows", "Fine-tuning")
                .contains("Before and after", "Fine-tuned on this data? honest", "Fine-tuned on this data? dishonest")
                .doesNotContain("http://", "src=\"https");
        assertThat(out.resolve("finetune/adapter/adapter_model.safetensors")).isRegularFile();
        assertThat(out.resolve("finetune/evidence.json")).isRegularFile();
    }

    @Test
    void a_dry_run_writes_nothing() {
        Path out = folder.resolve("run");
        assertThat(run(new Interruption(), "demo", "--dry-run", "--out", out.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out).doesNotExist();
    }

    @Test
    void who_asks_to_stop_is_told_and_gets_exit_130() {
        Interruption interruption = new Interruption();
        interruption.request();
        assertThat(run(interruption, "demo", "--out", folder.resolve("run").toString()))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(recorder.log()).contains("stopped");
        assertThat(recorder.results()).isEmpty();
    }
}
