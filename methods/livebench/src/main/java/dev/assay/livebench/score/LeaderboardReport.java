package dev.assay.livebench.score;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A leaderboard as evidence.
///
/// @param board      the scores
/// @param provenance of the judgments
public record LeaderboardReport(Leaderboard board, Provenance provenance) implements Evidence.Source {
    @Override
    public Evidence evidence() {
        return new Evidence(
                "livebench.show",
                "LiveBench",
                "How good are the models on questions with an objective answer?",
                summary(),
                board.models().stream().map(LeaderboardReport::measure).toList(),
                List.of(tasks()),
                board.models().isEmpty() ? List.of() : List.of(plot()),
                findings(),
                provenance);
    }

    private String summary() {
        if (board.models().isEmpty()) {
            return "No model has an answer to every question.";
        }
        ModelScores best = board.models().getFirst();
        return String.format(
                Locale.ROOT,
                "%d models in %d tasks; the best is %s with %.1f [%.1f, %.1f] of 100.",
                board.models().size(),
                best.tasks().size(),
                best.model(),
                best.overall().estimate(),
                best.overall().low(),
                best.overall().high());
    }

    private static Measure measure(ModelScores model) {
        return Measure.of("Overall, " + model.model(), model.overall(), "points")
                .withNote(
                        model.allUnscorable() == 0
                                ? "Every answer could be graded."
                                : model.allUnscorable() + " answers could not be graded and are in no mean.");
    }

    private Table tasks() {
        List<List<String>> rows = new ArrayList<>();
        for (ModelScores model : board.models()) {
            model.tasks()
                    .forEach((task, interval) -> rows.add(List.of(
                            model.model(),
                            task,
                            shown(interval),
                            Long.toString(interval.n()),
                            Integer.toString(model.unscorable().getOrDefault(task, 0)))));
        }
        return new Table("Scores by task", List.of("model", "task", "score", "questions", "unscorable"), rows);
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", interval.estimate(), interval.low(), interval.high());
    }

    private Plot plot() {
        List<Plot.Series> series = board.models().stream()
                .map(model -> {
                    List<Interval> all = List.copyOf(model.categories().values());
                    double[] places = IntStream.rangeClosed(1, all.size())
                            .asDoubleStream()
                            .toArray();
                    return new Plot.Series(
                            model.model(),
                            Plot.Mark.POINTS,
                            places,
                            all.stream().mapToDouble(Interval::estimate).toArray(),
                            all.stream().mapToDouble(Interval::low).toArray(),
                            all.stream().mapToDouble(Interval::high).toArray());
                })
                .toList();
        List<String> names = List.copyOf(board.models().getFirst().categories().keySet());
        String order = String.join(
                ", ",
                IntStream.range(0, names.size())
                        .mapToObj(i -> (i + 1) + " " + names.get(i))
                        .toList());
        return new Plot(
                "Scores by category",
                Plot.Axis.linear("category (" + order + ")"),
                Plot.Axis.linear("score, of 100"),
                series);
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        for (Difference each : board.differences()) {
            String text = String.format(
                    Locale.ROOT,
                    "%s is ahead of %s by %s points on the same questions",
                    each.first(),
                    each.second(),
                    shown(each.difference()));
            all.add(new Finding(
                    each.isClear() ? Finding.Severity.PASSED : Finding.Severity.TIP,
                    text + (each.isClear() ? "." : ", which may be chance.")));
        }
        for (ModelScores model : board.models()) {
            if (model.allUnscorable() > 0) {
                all.add(new Finding(
                        Finding.Severity.ISSUE,
                        model.allUnscorable() + " answers of " + model.model() + " could not be graded."));
            }
        }
        board.left()
                .forEach(model -> all.add(new Finding(
                        Finding.Severity.NOT_CHECKED,
                        model + " lacks questions that another model has, and is left out.")));
        return all;
    }
}
