package dev.assay.cli.livebench;

import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.cli.option.SeedOption;
import dev.assay.livebench.contamination.CutoffSplit;
import dev.assay.livebench.contamination.OneSidedTask;
import dev.assay.livebench.contamination.SplitReport;
import dev.assay.livebench.contamination.SplitScores;
import dev.assay.livebench.score.Judged;
import dev.assay.stats.Bootstrap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench split`: scores before and after the day on which a model's training ended.
@Command(
        name = "split",
        description = "Compare scores on questions from before and after the day on which a model's training ended.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench split --judgments judgments.jsonl --questions question.jsonl --cutoff 2024-09-30",
            "  assay livebench split --judgments j.jsonl --questions q.jsonl --cutoff 2025-01-31 --out runs/split"
        })
public final class SplitVerb implements Verb {
    private static final int ROUNDS = 2_000;
    private static final double LEVEL = 0.95;

    @Mixin
    private final JudgmentOptions judgments = new JudgmentOptions();

    @Mixin
    private final QuestionOptions questions = new QuestionOptions();

    @Option(
            names = "--cutoff",
            required = true,
            paramLabel = "DAY",
            description = "Last day that the model may know, such as 2024-09-30; later releases count as after it.")
    private String cutoff = "";

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Judged> judged = judgments.read();
        long chosenSeed = seed.seed().orElse(0L);
        List<CutoffSplit> splits =
                CutoffSplit.of(judged, questions.read(), cutoff, new Bootstrap(ROUNDS, LEVEL, chosenSeed));
        if (!out.dryRun()) {
            out.folder()
                    .ifPresent(folder -> RunFolders.create(folder)
                            .writeEvidence(new SplitReport(splits, provenance(chosenSeed)).evidence()));
        }
        if (output.json()) {
            chosen.json(splits.stream().map(SplitVerb::json).toList());
        } else {
            splits.forEach(split -> show(chosen, split));
        }
        chosen.note("points of 100 with 95 % intervals: questions drawn anew within each task and side, " + ROUNDS
                + " times, seed " + chosenSeed);
        return ExitCode.DONE;
    }

    private Provenance provenance(long chosenSeed) {
        List<Path> inputs = Stream.concat(judgments.files().stream(), questions.files().stream())
                .toList();
        return Provenance.collect(chosenSeed, Map.of("cutoff", cutoff), inputs);
    }

    private static void show(Console console, CutoffSplit split) {
        console.result(split.model());
        split.overall().ifPresent(scores -> console.result(line("overall", scores)));
        split.categories().forEach((category, scores) -> console.result(line(category, scores)));
        for (OneSidedTask task : split.oneSided()) {
            console.result(String.format(
                    Locale.ROOT,
                    "  %-22s only %s: %s",
                    task.task(),
                    task.after() ? "after" : "before",
                    shown(task.score())));
        }
        console.result(split.conclusion());
        if (split.unscorable() > 0) {
            console.note(split.unscorable() + " answers of " + split.model() + " could not be graded and are left out");
        }
        if (split.undated() > 0) {
            console.note(split.undated() + " answers of " + split.model()
                    + " are left out: their questions are not there or have no release day");
        }
    }

    private static String line(String name, SplitScores scores) {
        return String.format(
                Locale.ROOT,
                "  %-22s before %s   after %s   change %s",
                name,
                shown(scores.before()),
                shown(scores.after()),
                shown(scores.change()));
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%6.1f [%.1f, %.1f]", interval.estimate(), interval.low(), interval.high());
    }

    private static Map<String, Object> json(CutoffSplit split) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", split.model());
        fields.put("cutoff", split.cutoff());
        split.overall().ifPresent(scores -> fields.put("overall", json(scores)));
        fields.put("categories", json(split.categories()));
        fields.put("tasks", json(split.tasks()));
        fields.put(
                "one_sided",
                split.oneSided().stream()
                        .map(task -> Map.of(
                                "task",
                                task.task(),
                                "side",
                                task.after() ? "after" : "before",
                                "score",
                                BoardView.json(task.score())))
                        .toList());
        fields.put("unscorable", split.unscorable());
        fields.put("undated", split.undated());
        fields.put("conclusion", split.conclusion());
        return fields;
    }

    private static Map<String, Object> json(Map<String, SplitScores> scores) {
        Map<String, Object> fields = new LinkedHashMap<>();
        scores.forEach((name, each) -> fields.put(name, json(each)));
        return fields;
    }

    private static Map<String, Object> json(SplitScores scores) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("before", BoardView.json(scores.before()));
        fields.put("after", BoardView.json(scores.after()));
        fields.put("change", BoardView.json(scores.change()));
        return fields;
    }
}
