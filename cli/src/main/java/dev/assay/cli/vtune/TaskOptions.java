package dev.assay.cli.vtune;

import dev.assay.base.Progress;
import dev.assay.cli.frame.Interruption;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.verify.TaskCheck;
import dev.assay.vtune.verify.TaskResult;
import dev.assay.vtune.verify.Transcript;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether, and how, it is measured that a model does the task of the data.
final class TaskOptions {
    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = "The model that was tuned, a folder or an endpoint: the task must be done better than by it.")
    private Optional<String> base = Optional.empty();

    @Mixin
    private final TaskRowOptions rows = new TaskRowOptions();

    /// What is measured; nothing where there is nothing to compare with.
    Optional<TaskCheck> check(Manifest manifest) {
        rows.check();
        return base.isEmpty() && rows.expected().isEmpty() ? Optional.empty() : Optional.of(rows.of(manifest));
    }

    /// Asks the model, and its base; empty if it was stopped.
    Optional<TaskResult> run(
            TaskCheck check,
            LanguageModel model,
            String identity,
            Path folder,
            Progress progress,
            Interruption interruption) {
        Optional<double[]> tuned = ask(check, model, identity, folder.resolve("task.jsonl"), progress, interruption);
        if (tuned.isEmpty() || base.isEmpty()) {
            return tuned.map(scores -> TaskResult.of(check.metric(), scores, Optional.empty(), rows.expected()));
        }
        try (LanguageModel before = AnyModel.open(base.get())) {
            return ask(
                            check,
                            before,
                            AnyModel.identity(base.get()),
                            folder.resolve("task-base.jsonl"),
                            progress,
                            interruption)
                    .map(scores -> TaskResult.of(check.metric(), tuned.get(), Optional.of(scores), rows.expected()));
        }
    }

    private static Optional<double[]> ask(
            TaskCheck check,
            LanguageModel model,
            String identity,
            Path file,
            Progress progress,
            Interruption interruption) {
        try (Transcript transcript = Transcript.open(file, check.hash(), identity)) {
            return check.ask(model, transcript, progress, interruption::requested);
        }
    }
}
