package dev.assay.livebench.score;

import dev.assay.base.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The official leaderboard's tables as comma-separated text.
public final class ScoreTables {
    private ScoreTables() {}

    /// `all_tasks.csv`: a column for each task, in the alphabet's order, to three places.
    public static String tasks(Leaderboard board) {
        Set<String> names = names(board, ModelScores::tasks);
        return table(
                Stream.concat(Stream.of("model"), names.stream()).toList(),
                board.models().stream()
                        .map(model -> Stream.concat(
                                        Stream.of(model.model()),
                                        names.stream().map(name -> cell(model.tasks(), name, 3)))
                                .toList())
                        .toList());
    }

    /// `all_groups.csv`: the average, then a column for each category in the alphabet's order, to one place.
    public static String groups(Leaderboard board) {
        Set<String> names = names(board, ModelScores::categories);
        boolean averaged = names.size() > 1;
        List<String> head = averaged ? List.of("model", "average") : List.of("model");
        return table(
                Stream.concat(head.stream(), names.stream()).toList(),
                board.models().stream()
                        .map(model -> Stream.concat(
                                        averaged
                                                ? Stream.of(model.model(), rounded(model.overall(), 1))
                                                : Stream.of(model.model()),
                                        names.stream().map(name -> cell(model.categories(), name, 1)))
                                .toList())
                        .toList());
    }

    private interface Scores {
        Map<String, Interval> of(ModelScores model);
    }

    private static Set<String> names(Leaderboard board, Scores scores) {
        return board.models().stream()
                .flatMap(model -> scores.of(model).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String cell(Map<String, Interval> scores, String name, int places) {
        Interval interval = scores.get(name);
        return interval == null ? "" : rounded(interval, places);
    }

    private static String rounded(Interval interval, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", interval.estimate());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return Stream.concat(Stream.of(head), rows.stream())
                .map(row -> row.stream().map(ScoreTables::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") || cell.contains("\n")
                ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell;
    }
}
