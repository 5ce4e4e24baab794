package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.LanguageModel;
import dev.assay.model.remote.RemoteModel;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.verify.TaskCheck;
import dev.assay.vtune.verify.TaskResult;
import dev.assay.vtune.verify.Transcript;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether, and how, it is measured that a model does the task of the data.
final class TaskOptions {
    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = "The model that was tuned, a folder or an endpoint: the task must be done better than by it.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--expect",
            paramLabel = "SCORE",
            description = "Least mean score on the task, 0 to 1, of a model that learned the data.")
    private Optional<Double> expected = Optional.empty();

    @Option(
            names = "--task",
            paramLabel = "FILE",
            description = "Rows that were not trained on, to measure the task with (default: the manifest's prompts).")
    private Optional<Path> rows = Optional.empty();

    @Option(names = "--task-rows", paramLabel = "N", description = "The most of them (default 40).")
    private int most = 40;

    @Option(names = "--metric", paramLabel = "NAME", description = "f1 over words (default), or exact.")
    private String metric = AnswerMetric.F1.word();

    /// What is measured; nothing where there is nothing to compare with.
    Optional<TaskCheck> check(Manifest manifest) {
        if (most < 1 || expected.filter(least -> !(least >= 0 && least <= 1)).isPresent()) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "The task cannot be measured so: " + most + " rows, a score of " + expected.orElse(0.0) + ".",
                    "--task-rows, --expect",
                    "use one row at least, and a score between 0 and 1");
        }
        AnswerMetric judged = AnswerMetric.parse(metric);
        return base.isEmpty() && expected.isEmpty()
                ? Optional.empty()
                : Optional.of(TaskCheck.of(manifest, rows, most, judged));
    }

    /// Asks the model, and its base; empty if it was stopped.
    Optional<TaskResult> run(
            TaskCheck check, LanguageModel model, Path folder, Progress progress, Interruption interruption) {
        Optional<double[]> tuned = ask(check, model, folder.resolve("task.jsonl"), progress, interruption);
        if (tuned.isEmpty() || base.isEmpty()) {
            return tuned.map(scores -> new TaskResult(check.metric(), scores, Optional.empty(), expected));
        }
        try (LanguageModel before = open(base.get())) {
            return ask(check, before, folder.resolve("task-base.jsonl"), progress, interruption)
                    .map(scores -> new TaskResult(check.metric(), tuned.get(), Optional.of(scores), expected));
        }
    }

    private static Optional<double[]> ask(
            TaskCheck check, LanguageModel model, Path file, Progress progress, Interruption interruption) {
        try (Transcript transcript = Transcript.open(file, check.hash())) {
            return check.ask(model, transcript, progress, interruption::requested);
        }
    }

    private static LanguageModel open(String name) {
        return name.startsWith("http://") || name.startsWith("https://")
                ? RemoteModel.open(name)
                : LocalModel.open(ModelOptions.folder(name), LoadOptions.DEFAULT);
    }
}
