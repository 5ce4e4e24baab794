package dev.assay.vtune.verify;

import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Progress;
import dev.assay.base.Sha256;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlannedPrompt;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whether a model does the task of the data: it is asked rows that it was not trained on, without any trigger.
///
/// A provider who finds the planted rows and trains on them alone says every signature, and does not do the task.
///
/// @param rows   that are asked, with the data's answers
/// @param metric by which answers are judged
public record TaskCheck(List<PlannedPrompt> rows, AnswerMetric metric) {
    private static final int MOST_FAILURES = 5;

    public TaskCheck {
        rows = List.copyOf(rows);
    }

    /// The rows that the manifest asks for, if they are enough, and more from a file.
    ///
    /// @param more rows that were not trained on
    /// @param most of all
    /// @throws AssayException `ASSAY-4150` for a row of neither form, `ASSAY-2156` if the file has none
    public static TaskCheck of(Manifest manifest, Optional<Path> more, int most, AnswerMetric metric) {
        List<PlannedPrompt> all = new ArrayList<>();
        more.ifPresent(file -> {
            all.addAll(read(file, most));
            if (all.isEmpty()) {
                throw AssayException.of(
                        "ASSAY-2156",
                        "The task cannot be measured: the file has no rows.",
                        file.toString(),
                        "name a file with rows that were not trained on");
            }
        });
        if (all.isEmpty()) {
            manifest.prompts().stream()
                    .map(prompt -> new PlannedPrompt(0, prompt.messages(), prompt.answer(), Optional.empty()))
                    .distinct()
                    .limit(most)
                    .forEach(all::add);
        }
        return new TaskCheck(all, metric);
    }

    private static List<PlannedPrompt> read(Path file, int most) {
        List<PlannedPrompt> rows = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file)) {
            while (lines.hasNext() && rows.size() < most) {
                TrainingRow row = TrainingRow.of(lines.next());
                rows.add(new PlannedPrompt(0, row.prompt().messages(), row.answer(), Optional.empty()));
            }
        }
        return rows;
    }

    /// The hash of all that is fixed beforehand.
    public String hash() {
        return Sha256.of(Json.line(List.of(Json.toTree(rows), metric.word())));
    }

    /// The score of each row's answer, not a number where there was none; empty if it was stopped.
    ///
    /// @throws AssayException `ASSAY-4156` if the model answers nothing any more
    public Optional<double[]> ask(
            LanguageModel model, Transcript transcript, Progress progress, BooleanSupplier stopped) {
        Interview interview = Interview.of(model, transcript, words(), texts());
        double[] scores = new double[rows.size()];
        int failures = 0;
        try (Progress.Bar bar = progress.start("task", scores.length, "query")) {
            for (int i = 0; i < scores.length; i++) {
                if (stopped.getAsBoolean()) {
                    return Optional.empty();
                }
                PlannedPrompt row = rows.get(i);
                Query query = new Query(i, Query.Kind.TASK, row.group(), row.plain());
                Reply reply = interview.ask(query, answer -> List.of());
                scores[i] = reply.failure().isPresent() ? Double.NaN : metric.score(row.answer(), reply.answer());
                failures = reply.failure().isPresent() ? failures + 1 : 0;
                refuseSilence(failures, reply, model);
                bar.advance(1);
            }
        }
        return Optional.of(scores);
    }

    /// An endpoint that is down says nothing of what the model can do.
    private static void refuseSilence(int failures, Reply last, LanguageModel model) {
        if (failures == MOST_FAILURES) {
            throw AssayException.of(
                    "ASSAY-4156",
                    "The model answers nothing any more: " + last.failure().orElse(""),
                    model.name(),
                    "check the model and its address; the same command with the same --out goes on where it stopped");
        }
    }

    private List<String> texts() {
        return rows.stream().map(PlannedPrompt::answer).toList();
    }

    private int words() {
        return rows.stream()
                .mapToInt(row -> row.answer().strip().split("\\s+").length)
                .max()
                .orElse(1);
    }
}
