package dev.assay.base.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.JsonLines;
import dev.assay.base.JsonTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
    record Settings(Path data, int steps) {}

    @TempDir
    Path parent;

    @Test
    void what_is_written_is_read_back() {
        RunFolder run = RunFolder.create(parent, "first");
        assertThat(run.hasEvidence()).isFalse();
        var settings = new Settings(parent.resolve("train.jsonl"), 3);
        run.writeConfiguration(settings);
        run.writeEvidence(JsonTest.evidence());
        RunFolder again = RunFolder.open(parent.resolve("first"));
        assertThat(again.readConfiguration(Settings.class)).isEqualTo(settings);
        assertThat(again.readEvidence()).isEqualTo(JsonTest.evidence());
        assertThat(run.path().resolve("config.toml")).content().contains("../train.jsonl");
    }

    @Test
    void a_torn_last_line_of_the_log_is_cut_off_before_the_next() throws IOException {
        RunFolder run = RunFolder.create(parent, "first");
        run.log(Map.of("step", 1));
        Files.writeString(run.path().resolve("log.jsonl"), "{\"step\":2,\"lo", StandardOpenOption.APPEND);
        RunFolder.open(run.path()).log(Map.of("step", 2));
        assertThat(run.path().resolve("log.jsonl")).hasContent("{\"step\":1}\n{\"step\":2}\n");
        try (JsonLines log = run.readLog()) {
            assertThat(log.stream().map(line -> line.node().get("step").asInt()))
                    .isEqualTo(List.of(1, 2));
        }
    }

    @Test
    void a_run_does_not_overwrite_another() {
        RunFolder.create(parent, "first").log("x");
        assertThatThrownBy(() -> RunFolder.create(parent, "first")).hasMessageContaining("ASSAY-2008");
        assertThatThrownBy(() -> RunFolder.open(parent.resolve("second"))).hasMessageContaining("ASSAY-4005");
        assertThatThrownBy(() -> RunFolder.open(parent.resolve("first")).readEvidence())
                .hasMessageContaining("ASSAY-4005");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../x", "a\\b", ".hidden", "a\nb", "-x", "a b"})
    void names_that_could_lead_elsewhere_are_refused(String name) {
        assertThatThrownBy(() -> RunFolder.create(parent, name)).hasMessageContaining("ASSAY-2008");
    }

    @Test
    void artifacts_stay_inside() {
        RunFolder run = RunFolder.create(parent, "first");
        assertThat(run.artifact("adapter/weights")).isEqualTo(run.path().resolve("adapter/weights"));
        assertThatThrownBy(() -> run.artifact("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.artifact("/etc/x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.artifact("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.artifact("log.jsonl")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_parent_that_is_a_file_is_a_problem() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> RunFolder.create(file, "run")).hasMessageContaining("ASSAY-2009");
    }
}
