package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.base.evidence.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return new TreeSet<>(
                    paths.map(path -> path.getFileName().toString()).toList());
        }
    }

    @Test
    void a_file_is_written_whole_with_its_folders_and_leaves_nothing_else() throws IOException {
        Path target = folder.resolve("a/b/file.txt");
        AtomicFiles.writeString(target, "one \u00e9");
        AtomicFiles.write(target, out -> out.write('2'));
        assertThat(target).hasContent("2");
        AtomicFiles.writeChannel(target, out -> out.write(ByteBuffer.wrap(new byte[100_000])));
        assertThat(target).hasSize(100_000);
        assertThat(names(target.getParent())).containsExactly("file.txt");
    }

    @Test
    void content_that_throws_leaves_the_old_file_and_no_temporary() throws IOException {
        Path target = folder.resolve("file.txt");
        AtomicFiles.writeString(target, "old");
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
                    out.write(new byte[100_000]);
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
                    throw new IOException("cable out");
                }))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2009")
                .hasMessageContaining("cable out");
        assertThat(target).hasContent("old");
        assertThat(names(folder)).containsExactly("file.txt");
    }

    @Test
    void a_folder_replaces_the_old_one_whole() throws IOException {
        Path target = folder.resolve("model");
        AtomicFiles.writeFolder(target, inside -> Files.writeString(inside.resolve("old"), "1"));
        AtomicFiles.writeFolder(target, inside -> {
            Files.createDirectory(inside.resolve("deep"));
            Files.writeString(inside.resolve("deep/new"), "2");
        });
        assertThat(names(target)).containsExactly("deep");
        assertThat(target.resolve("deep/new")).hasContent("2");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void a_folder_that_fails_leaves_the_old_one() throws IOException {
        Path target = folder.resolve("model");
        AtomicFiles.writeFolder(target, inside -> Files.writeString(inside.resolve("old"), "1"));
        assertThatThrownBy(() -> AtomicFiles.writeFolder(target, inside -> {
                    Files.writeString(inside.resolve("new"), "2");
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("ASSAY-5001");
        assertThat(target.resolve("old")).hasContent("1");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void a_replacement_that_died_between_its_two_renames_is_put_back() throws IOException {
        Path target = folder.resolve("model");
        Files.createDirectory(folder.resolve(".model.old"));
        Files.writeString(folder.resolve(".model.old/weights"), "1");
        Files.createDirectory(folder.resolve(".model.tmp-dead"));
        assertThat(AtomicFiles.recoverFolder(target)).isTrue();
        assertThat(target.resolve("weights")).hasContent("1");
        assertThat(AtomicFiles.recoverFolder(target)).isFalse();
        AtomicFiles.clearTemporaries(folder);
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void a_replacement_that_died_after_both_renames_keeps_the_new_one() throws IOException {
        Path target = folder.resolve("model");
        Files.createDirectory(folder.resolve(".model.old"));
        Files.createDirectory(target);
        Files.writeString(target.resolve("weights"), "2");
        assertThat(AtomicFiles.recoverFolder(target)).isFalse();
        assertThat(target.resolve("weights")).hasContent("2");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void a_place_that_cannot_be_written_is_a_problem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        var e = catchThrowableOfType(
                AssayException.class, () -> AtomicFiles.writeString(file.resolve("below"), "text"));
        assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-2009");
        assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/x"), "x");
        assertThatThrownBy(() -> AtomicFiles.writeString(folder.resolve("taken"), "text"))
                .hasMessageContaining("ASSAY-2009");
        assertThat(folder.resolve("taken/x")).hasContent("x");
    }

    @Test
    void work_that_would_not_fit_is_refused_before_it_starts() {
        AtomicFiles.requireSpace(folder.resolve("not/there/yet"), 1);
        assertThatThrownBy(() -> AtomicFiles.requireSpace(folder.resolve("not/there/yet"), Long.MAX_VALUE))
                .hasMessageContaining("ASSAY-5001")
                .hasMessageContaining("needed are 9,223,372,036,854,775,807 bytes");
    }

    @Test
    void a_disk_that_is_really_full_is_told_and_the_old_file_stays() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount.toString()), "cannot mount a tmpfs here");
        try {
            Path target = mount.resolve("file");
            AtomicFiles.writeString(target, "old");
            var e = catchThrowableOfType(
                    AssayException.class, () -> AtomicFiles.write(target, out -> out.write(new byte[1 << 20])));
            assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-5001");
            assertThat(e.problems().getFirst().what()).containsPattern("written, [\\d,]+ bytes are free");
            assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES);
            assertThat(target).hasContent("old");
            assertThatThrownBy(() -> AtomicFiles.writeFolder(
                            mount.resolve("model"), inside -> Files.write(inside.resolve("w"), new byte[1 << 20])))
                    .hasMessageContaining("ASSAY-5001");
            assertThat(names(mount)).containsExactly("file");
            var log = RunFolder.create(mount, "run");
            log.log(List.of("short"));
            assertThatThrownBy(() -> log.log("x".repeat(1 << 20))).hasMessageContaining("ASSAY-5001");
            assertThat(mount.resolve("run/log.jsonl")).hasContent("[\"short\"]\n");
        } finally {
            assertThat(run("umount", mount.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
