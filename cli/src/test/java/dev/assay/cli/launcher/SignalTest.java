package dev.assay.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a signal does to a process that works.
@Timeout(60)
final class SignalTest {
    @Test
    void ctrl_c_lets_the_work_save_and_ends_with_130() throws Exception {
        assumeFalse(interruptsAreIgnored(), "this process was started with interrupts ignored, and so would its child");
        assertThat(endedBy("-INT")).isEqualTo(130);
    }

    @Test
    void being_terminated_lets_the_work_save_too() throws Exception {
        assertThat(endedBy("-TERM")).isEqualTo(130);
    }

    private static int endedBy(String signal) throws IOException, InterruptedException {
        Path kill = Path.of("/bin/kill");
        assumeTrue(Files.isExecutable(kill), "no /bin/kill here");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoppableMain.class.getName())
                .start();
        try (BufferedReader out = child.inputReader(UTF_8);
                BufferedReader err = child.errorReader(UTF_8)) {
            assertThat(out.readLine()).isEqualTo("working");
            new ProcessBuilder(kill.toString(), signal, String.valueOf(child.pid()))
                    .start()
                    .waitFor();
            assertThat(out.readLine()).isEqualTo("saved");
            assertThat(err.readLine()).startsWith("stopping after the current step");
            return child.waitFor();
        } finally {
            child.destroyForcibly();
        }
    }

    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 0b10) != 0);
    }
}
