package dev.assay.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    /// The child's heap is touched from the beginning and its code is compiled only once, so that what grows is
    /// the engine's memory and not the virtual machine's own.
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the resident size is read from /proc")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void ten_thousand_steps_do_not_grow_the_resident_size(@TempDir Path run, @TempDir Path errors)
            throws IOException, InterruptedException {
        Path said = errors.resolve("errors");
        Process child = ChildRun.start(
                "measure", run, said, "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
        List<Long> kilobytes;
        try (BufferedReader out = child.inputReader()) {
            kilobytes = out.lines()
                    .filter(line -> line.startsWith("resident "))
                    .map(line -> Long.parseLong(line.substring("resident ".length())))
                    .toList();
        }
        assertThat(child.waitFor()).as(Files.readString(said)).isZero();
        assertThat(kilobytes).hasSize(10);
        System.out.println("resident kilobytes after each 1,000 steps: " + kilobytes);
        assertThat(kilobytes.getLast()).isLessThan(kilobytes.getFirst() * 105 / 100);
    }
}
