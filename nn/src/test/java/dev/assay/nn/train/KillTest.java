package dev.assay.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final int KILLS = 3;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void a_run_killed_at_random_moments_ends_with_the_bytes_of_a_run_never_stopped(
            @TempDir Path killed, @TempDir Path whole, @TempDir Path errors) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        var moments = new SplittableRandom(seed);
        int kills = 0;
        for (int i = 0; i < KILLS; i++) {
            if (killAfter(moments.nextInt(1, 30), killed, errors.resolve("errors-" + i))) {
                kills++;
            }
        }
        assertThat(kills).as("kills before the end; seed %d", seed).isGreaterThanOrEqualTo(2);
        assertThat(Files.exists(killed.resolve("checkpoints/checkpoint-%08d.safetensors".formatted(ChildRun.STEPS))))
                .isFalse();
        Path last = errors.resolve("errors-last");
        assertThat(killAfter(Integer.MAX_VALUE, killed, last))
                .as(Files.readString(last))
                .isFalse();
        new Trainer<>(ChildRun.plan(), Bigrams.of().validating(), whole).train(TrainingListener.SILENT);
        assertThat(Runs.checkpoint(killed, ChildRun.STEPS))
                .as("seed %d", seed)
                .isEqualTo(Runs.checkpoint(whole, ChildRun.STEPS));
        assertThat(Runs.log(killed)).as("seed %d", seed).isEqualTo(Runs.log(whole));
        assertThat(Runs.checkpoints(killed)).isEqualTo(Runs.checkpoints(whole));
    }

    /// Resumes the run and kills it once it has done this many steps; true if it was killed before its end.
    private static boolean killAfter(int steps, Path run, Path errors) throws IOException, InterruptedException {
        Process child = ChildRun.start("resume", run, errors, "-Xmx256m");
        int seen = 0;
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            while (line != null) {
                if (line.equals("end")) {
                    assertThat(child.waitFor()).isZero();
                    return false;
                }
                if (line.startsWith("step ") && ++seen >= steps) {
                    child.destroyForcibly().waitFor();
                    return true;
                }
                line = out.readLine();
            }
        }
        throw new AssertionError("the child died by itself: " + Files.readString(errors));
    }
}
