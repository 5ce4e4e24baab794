package dev.assay.cli.livebench;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.livebench.score.Difference;
import dev.assay.livebench.score.Leaderboard;
import dev.assay.livebench.score.LeaderboardReport;
import dev.assay.livebench.score.ModelScores;
import dev.assay.livebench.score.ScoreTables;
import dev.assay.stats.Bootstrap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A leaderboard on the console, as JSON and in files.
///
/// @param board the scores
/// @param seed  of their intervals
record BoardView(Leaderboard board, long seed) {
    private static final int ROUNDS = 2_000;
    private static final double LEVEL = 0.95;

    /// The intervals of all leaderboards.
    static Bootstrap bootstrap(long seed) {
        return new Bootstrap(ROUNDS, LEVEL, seed);
    }

    /// Writes the official tables and the evidence.
    void write(RunFolder folder, Provenance provenance) {
        AtomicFiles.writeString(folder.path().resolve("all_tasks.csv"), ScoreTables.tasks(board));
        AtomicFiles.writeString(folder.path().resolve("all_groups.csv"), ScoreTables.groups(board));
        folder.writeEvidence(new LeaderboardReport(board, provenance).evidence());
    }

    List<Map<String, Object>> json() {
        return board.models().stream().map(BoardView::json).toList();
    }

    void show(Console console) {
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
                + " times, seed " + seed);
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

    /// A score with its interval.
    static Map<String, Object> json(Interval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", interval.estimate());
        fields.put("low", interval.low());
        fields.put("high", interval.high());
        fields.put("n", interval.n());
        return fields;
    }
}
