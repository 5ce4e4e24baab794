package dev.assay.vtune.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Sha256;
import dev.assay.vtune.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUsesTest {
    private static final String OTHER = Sha256.of("other data");

    @TempDir
    Path folder;

    private Path key() {
        return folder.resolve("key");
    }

    private Manifest planted() {
        return Fixtures.planted(folder, Fixtures.key(1));
    }

    @Test
    void a_key_without_a_file_beside_it_was_not_used() {
        Manifest manifest = planted();
        assertThat(KeyUses.of(key())).isEqualTo(KeyUses.none());
        KeyUses.of(key()).requireNoOther(manifest.key(), OTHER);
    }

    @Test
    void uses_are_written_for_the_owner_alone_and_read_again() throws IOException {
        Manifest manifest = planted();
        KeyUses uses = KeyUses.none().with(manifest);
        uses.write(key());
        assertThat(KeyUses.of(key())).isEqualTo(uses);
        assertThat(uses.all().getFirst().data()).isEqualTo(Sha256.of(folder.resolve("data.jsonl")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(KeyUses.beside(key()))))
                .isEqualTo("rw-------");
    }

    @Test
    void other_data_are_refused_and_another_key_is_not() {
        Manifest manifest = planted();
        KeyUses uses = KeyUses.none().with(manifest);
        uses.requireNoOther(manifest.key(), manifest.original());
        uses.requireNoOther(Fixtures.key(2).fingerprint(), OTHER);
        assertThatThrownBy(() -> uses.requireNoOther(manifest.key(), OTHER))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4158"));
    }

    @Test
    void the_same_planting_is_noted_once() {
        Manifest manifest = planted();
        KeyUses uses = KeyUses.none().with(manifest);
        assertThat(uses.with(manifest)).isEqualTo(uses);
        assertThat(uses.differFrom(manifest)).isFalse();
    }

    @Test
    void a_file_that_was_damaged_is_refused() throws IOException {
        Files.writeString(KeyUses.beside(key()), "{\"key\":1}\n");
        assertThatThrownBy(() -> KeyUses.of(key())).isInstanceOf(AssayException.class);
    }
}
