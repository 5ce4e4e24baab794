package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    @Test
    void the_instructions_are_named() {
        assertThat(Natives.instructions()).isIn("DEFAULT", "AVX2", "AVX512", "NEON", "SVE256", "SVE128");
    }

    @TempDir
    private Path folder;

    @Test
    void the_first_start_with_an_empty_cache_does_not_crash() throws IOException, InterruptedException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Path output = folder.resolve("output.txt");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-Dorg.bytedeco.javacpp.platform.extension="
                                + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        classPath,
                        FreshStart.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("sum 32768");
            assertThat(cache).isNotEmptyDirectory();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void loading_twice_is_loading_once() {
        Natives.load();
        Natives.load();
        assertThat(Natives.cacheFolder()).isDirectory();
    }

    @Test
    void only_the_first_line_of_a_native_error_is_kept() {
        assertThat(Natives.firstLine(new RuntimeException("size mismatch\nframe #0: c10::Error")))
                .isEqualTo("size mismatch");
        assertThat(Natives.firstLine(new RuntimeException("one line"))).isEqualTo("one line");
    }
}
