package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void hashes_are_those_of_the_standard() throws IOException {
        assertThat(Sha256.of(new byte[0])).isEqualTo(EMPTY);
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
        assertThat(Sha256.of(Files.writeString(folder.resolve("f"), "abc"))).isEqualTo(ABC);
        assertThat(Sha256.of(Files.writeString(folder.resolve("m"), "a".repeat(1_000_000))))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        assertThatThrownBy(() -> Sha256.of(folder.resolve("none"))).hasMessageContaining("ASSAY-4001");
    }

    @Test
    void a_folder_hashes_as_its_sorted_listing() throws IOException {
        Files.createDirectories(folder.resolve("sub/empty"));
        Files.writeString(folder.resolve("b"), "abc");
        Files.writeString(folder.resolve("sub/a"), "");
        Files.writeString(folder.resolve("sub-a"), "");
        assertThat(Sha256.of(folder)).isEqualTo(Sha256.of(ABC + "  b\n" + EMPTY + "  sub-a\n" + EMPTY + "  sub/a\n"));
    }

    @Test
    void a_link_that_leads_back_into_its_folder_is_a_problem() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertThatThrownBy(() -> Sha256.of(folder)).hasMessageContaining("ASSAY-4001");
    }

    @Test
    void collected_inputs_tell_no_folder_and_none_is_lost() throws IOException {
        for (String name : List.of("a/x/model", "b/x/model", "c/x/model", "data")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
        Provenance provenance = Provenance.collect(
                7,
                Map.of("steps", "3"),
                List.of(
                        folder.resolve("a/x/model"),
                        folder.resolve("b/x/model"),
                        folder.resolve("c/x/model"),
                        folder.resolve("data")));
        assertThat(provenance.inputs())
                .isEqualTo(Map.of(
                        "model", Sha256.of("a/x/model"),
                        "x/model", Sha256.of("b/x/model"),
                        "x/model (2)", Sha256.of("c/x/model"),
                        "data", Sha256.of("data")));
        assertThat(Json.write(provenance)).doesNotContain(folder.toString());
        assertThat(Json.parse(Json.write(provenance), Provenance.class)).isEqualTo(provenance);
    }

    @Test
    void the_rest_says_when_what_and_where() {
        Clock clock = Clock.fixed(Instant.parse("2026-02-03T04:05:06.789Z"), ZoneOffset.UTC);
        Provenance provenance = Provenance.collect(7, Map.of("steps", "3"), Map.of(), clock)
                .withVersion("libtorch", "2.10.0")
                .withInput("model", EMPTY)
                .withMachine("accelerator", "none");
        assertThat(provenance.created()).isEqualTo("2026-02-03T04:05:06Z");
        assertThat(provenance.seed()).isEqualTo(7);
        assertThat(provenance.versions())
                .containsKeys("java", "libtorch")
                .hasEntrySatisfying("assay", version -> assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*"));
        assertThat(provenance.inputs()).containsEntry("model", EMPTY);
        assertThat(provenance.machine())
                .containsKeys(
                        "system", "processor", "vector-bits", "instructions", "cores", "memory-bytes", "accelerator")
                .containsEntry("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    }
}
