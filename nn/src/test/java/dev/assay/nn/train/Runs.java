package dev.assay.nn.train;

import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Plans for tests, and what lies in a run's folder.
final class Runs {
    private Runs() {}

    static TrainingPlan plan(long steps) {
        var optimizer = new OptimizerPlan.AdamW(0.03, 0.9, 0.95, 1e-8, 0.05);
        return new TrainingPlan(steps, 2, 1, optimizer, new Schedule.Cosine(5, 0.1), 1, 17, 1, 0, 3, 2);
    }

    static TrainingPlan validating(long steps, long every) {
        TrainingPlan plan = plan(steps);
        return new TrainingPlan(
                steps, 2, 1, plan.optimizer(), plan.schedule(), 1, 17, 1, every, plan.checkpointEvery(), 2);
    }

    static List<String> checkpoints(Path run) {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] checkpoint(Path run, long step) {
        return bytes(run.resolve("checkpoints").resolve("checkpoint-%08d.safetensors".formatted(step)));
    }

    static byte[] log(Path run) {
        return bytes(run.resolve("log.jsonl"));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops before the step after this one.
    static TrainingListener stopAfter(long step) {
        return new TrainingListener() {
            private long done;

            @Override
            public void stepped(StepReport report) {
                done = report.step();
            }

            @Override
            public boolean stopRequested() {
                return done >= step;
            }
        };
    }
}
