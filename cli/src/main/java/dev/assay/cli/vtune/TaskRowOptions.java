package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.verify.TaskCheck;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which rows measure the task of the data, and what is to be reached on them.
final class TaskRowOptions {
    @Option(
            names = "--task",
            paramLabel = "FILE",
            description = "Rows that were not trained on, to measure the task with (default: the manifest's prompts).")
    private Optional<Path> rows = Optional.empty();

    @Option(names = "--task-rows", paramLabel = "N", description = "The most of them (default 40).")
    private int most = 40;

    @Option(names = "--metric", paramLabel = "NAME", description = "f1 over words (default), or exact.")
    private String metric = AnswerMetric.F1.word();

    @Option(
            names = "--expect",
            paramLabel = "SCORE",
            description = "Least mean score on the task, 0 to 1, of a model that learned the data.")
    private Optional<Double> expected = Optional.empty();

    /// The least score of a model that learned the data, where that was said.
    Optional<Double> expected() {
        return expected;
    }

    /// Refuses what cannot be measured.
    void check() {
        AnswerMetric.parse(metric);
        if (most < 1 || expected.filter(least -> !(least >= 0 && least <= 1)).isPresent()) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "The task cannot be measured so: " + most + " rows, a score of " + expected.orElse(0.0) + ".",
                    "--task-rows, --expect",
                    "use one row at least, and a score between 0 and 1");
        }
    }

    /// What is asked.
    TaskCheck of(Manifest manifest) {
        check();
        return TaskCheck.of(manifest, rows, most, AnswerMetric.parse(metric));
    }
}
