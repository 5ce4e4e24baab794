package dev.assay.base.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writing on a disk that fails at a chosen step.
class SafeWriteTest {
    @TempDir
    Path folder;

    /// Fails the renames and forces whose number, counted from 1, is given; 0 means never.
    private static final class FailingDisk implements Disk {
        private final int failingRename;
        private final int failingForce;
        private int renames;
        private int forces;

        FailingDisk(int failingRename, int failingForce) {
            this.failingRename = failingRename;
            this.failingForce = failingForce;
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            renames++;
            if (renames == failingRename) {
                throw new IOException("Disk quota exceeded");
            }
            Disk.super.rename(from, to);
        }

        @Override
        public void force(Path file) throws IOException {
            forces++;
            if (forces == failingForce) {
                throw new IOException("There is not enough space on the disk");
            }
            Disk.super.force(file);
        }

        @Override
        public long freeBytes(Path at) {
            return 12_345;
        }
    }

    @Test
    void a_rename_that_fails_leaves_the_old_file() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> new SafeWrite(new FailingDisk(1, 0)).write(target, out -> out.write(new byte[2000])))
                .hasMessageContaining("ASSAY-5001")
                .hasMessageContaining("needed more than the 2,000 bytes written, 12,345 bytes are free");
        assertThat(target).hasContent("old");
        assertOnly("file");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_folder_whose_rename_fails_leaves_the_old_folder(int failing) throws IOException {
        Path target = Files.createDirectory(folder.resolve("model"));
        Files.writeString(target.resolve("weights"), "old");
        assertThatThrownBy(() -> new SafeWrite(new FailingDisk(failing, 0))
                        .writeFolder(target, inside -> Files.writeString(inside.resolve("weights"), "new")))
                .hasMessageContaining("ASSAY-5001");
        assertThat(target.resolve("weights")).hasContent("old");
        assertOnly("model");
    }

    @Test
    void a_folder_that_cannot_be_forced_to_the_disk_leaves_the_old_folder() throws IOException {
        Path target = Files.createDirectory(folder.resolve("model"));
        Files.writeString(target.resolve("weights"), "old");
        assertThatThrownBy(() -> new SafeWrite(new FailingDisk(0, 2)).writeFolder(target, inside -> {
                    Files.writeString(inside.resolve("a"), "new");
                    Files.writeString(inside.resolve("b"), "new");
                }))
                .hasMessageContaining("ASSAY-5001");
        assertThat(target.resolve("weights")).hasContent("old");
        assertOnly("model");
    }

    @Test
    void too_little_room_is_told_with_both_numbers() {
        assertThatThrownBy(() -> new SafeWrite(new FailingDisk(0, 0)).requireSpace(folder.resolve("x"), 20_000))
                .hasMessageContaining("needed are 20,000 bytes, 12,345 bytes are free");
    }

    private void assertOnly(String name) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            assertThat(paths).containsExactly(folder.resolve(name));
        }
    }
}
