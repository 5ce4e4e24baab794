package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.cli.option.SeedOption;
import dev.assay.livebench.score.Difference;
import dev.assay.livebench.score.Judged;
import dev.assay.livebench.score.Judgments;
import dev.assay.livebench.score.Leaderboard;
import dev.assay.livebench.score.LeaderboardReport;
import dev.assay.livebench.score.ModelScores;
import dev.assay.livebench.score.ScoreTables;
import dev.assay.stats.Bootstrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench show`: the leaderboard of judgments.
@Command(
        name = "show",
        description = "Show models' scores by category, with intervals, and how clearly one is better than the next.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench show --judgments judgments.jsonl",
            "  assay livebench show --judgments a.jsonl,b.jsonl --only-shared --out runs/leaderboard"
        })
public final class ShowVerb implements Verb {
    private static final int ROUNDS = 2_000;
    private static final double LEVEL = 0.95;

    @Option(
            names = "--judgments",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "Judgments, JSON lines of assay livebench grade or of the official tools. May be repeated.")
    private List<Path> judgments = new ArrayList<>();

    @Option(
            names = "--only-shared",
            description = {"Take the questions that all models have.", "Without it a model that lacks one is left out."
            })
    private boolean onlyShared;

    @Option(
            names = "--unscorable-as-zero",
            description = "Count what could not be graded as wrong, as the official leaderboard does.")
    private boolean asZero;

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Judged> judged = Judgments.read(judgments);
        if (judged.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-4203", "There is no judgment.", "--judgments " + judgments, "name a file that holds some");
        }
        Leaderboard board = Leaderboard.of(
                judged, new Leaderboard.Rules(onlyShared, asZero), new Bootstrap(ROUNDS, LEVEL, chosenSeed()));
        if (!out.dryRun()) {
            out.folder().ifPresent(folder -> write(RunFolders.create(folder), board));
        }
        show(chosen, board);
        return ExitCode.DONE;
    }

    private long chosenSeed() {
        return seed.seed().orElse(0L);
    }

    private void write(RunFolder folder, Leaderboard board) {
        AtomicFiles.writeString(folder.path().resolve("all_tasks.csv"), ScoreTables.tasks(board));
        AtomicFiles.writeString(folder.path().resolve("all_groups.csv"), ScoreTables.groups(board));
        Map<String, String> configuration =
                Map.of("only-shared", Boolean.toString(onlyShared), "unscorable-as-zero", Boolean.toString(asZero));
        folder.writeEvidence(
                new LeaderboardReport(board, Provenance.collect(chosenSeed(), configuration, judgments)).evidence());
    }

    private void show(Console console, Leaderboard board) {
        if (output.json()) {
            console.json(board.models().stream().map(ShowVerb::json).toList());
            return;
        }
        for (ModelScores model : board.models()) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-32s %s%s",
                    model.model(),
                    shown(model.overall()),
                    model.allUnscorable() == 0 ? "" : "   unscorable: " + model.allUnscorable()));
            model.categories()
                    .forEach((category, interval) ->
                            console.result(String.format(Locale.ROOT, "  %-30s %s", category, shown(interval))));
        }
        for (Difference each : board.differences()) {
            console.result(String.format(
                    Locale.ROOT,
                    "%s - %s: %s%s",
                    each.first(),
                    each.second(),
                    shown(each.difference()),
                    each.isClear() ? "" : ", may be chance"));
        }
        board.left()
                .forEach(model -> console.note(model + " lacks questions that another model has, and is left out;"
                        + " --only-shared takes the questions that all have"));
        console.note("points of 100 with 95 % intervals: questions drawn anew within each task, " + ROUNDS
                + " times, seed " + chosenSeed());
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%6.1f [%.1f, %.1f]", interval.estimate(), interval.low(), interval.high());
    }

    private static Map<String, Object> json(ModelScores model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model.model());
        fields.put("overall", json(model.overall()));
        fields.put("categories", json(model.categories()));
        fields.put("tasks", json(model.tasks()));
        fields.put("unscorable", model.allUnscorable());
        return fields;
    }

    private static Map<String, Object> json(Map<String, Interval> intervals) {
        Map<String, Object> fields = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> fields.put(name, json(interval)));
        return fields;
    }

    private static Map<String, Object> json(Interval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", interval.estimate());
        fields.put("low", interval.low());
        fields.put("high", interval.high());
        fields.put("n", interval.n());
        return fields;
    }
}
