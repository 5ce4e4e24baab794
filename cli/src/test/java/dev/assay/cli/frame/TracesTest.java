package dev.assay.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_next_folder_takes_what_the_first_cannot() throws IOException {
        Path file = Files.createFile(folder.resolve("no-folder"));
        Path second = folder.resolve("second");
        Traces traces = new Traces(List.of(file, second), new Secrets(Map.of()), Clock.systemUTC());
        assertThat(traces.keep(new IllegalStateException("x"), List.of("doctor")))
                .hasValueSatisfying(
                        kept -> assertThat(kept).hasParent(second).content().contains("assay doctor"));
    }

    @Test
    void no_folder_at_all_is_no_crash() throws IOException {
        Path file = Files.createFile(folder.resolve("no-folder"));
        Traces traces = new Traces(List.of(file), new Secrets(Map.of()), Clock.systemUTC());
        assertThat(traces.keep(new IllegalStateException("x"), List.of())).isEmpty();
    }

    @Test
    void the_state_folder_comes_first_and_must_be_absolute() {
        Path home = folder.toAbsolutePath();
        assertThat(Traces.folders(Map.of("XDG_STATE_HOME", home.toString()), "h", "t"))
                .containsExactly(home.resolve("assay").resolve("traces"), Path.of("t"));
        assertThat(Traces.folders(Map.of("XDG_STATE_HOME", "relative"), home.toString(), "t")
                        .getFirst())
                .startsWithRaw(home.resolve(".local"));
    }

    @Test
    void short_and_ordinary_variables_are_no_secrets() {
        Secrets secrets =
                new Secrets(Map.of("MY_TOKEN", "abc", "USER_NAME", "somebody", "db_password", "correct horse"));
        assertThat(secrets.blank("abc somebody correct horse")).isEqualTo("abc somebody [secret]");
    }

    @Test
    void a_secret_that_holds_another_is_blanked_whole() {
        Secrets secrets = new Secrets(Map.of("A_KEY", "prefix", "B_KEY", "prefix-and-more"));
        assertThat(secrets.blank("prefix-and-more prefix")).isEqualTo("[secret] [secret]");
    }
}
