package dev.assay.vtune.attack;

import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Counts what rows end with: triggers and signatures repeat as often as a group has rows, and nothing else
/// of that length does. The strongest cheap way to find planted rows.
///
/// @param words of the endings that are counted; shorter texts are not counted
/// @param ends  of what
public record Repetition(int words, Ends ends) {
    /// As long as phrases are that hardly repeat by themselves.
    public static final Repetition STANDARD = new Repetition(5, Ends.BOTH);

    /// What has an ending.
    public enum Ends {
        /// Answers alone.
        ANSWERS,
        /// The question and the answer; the smaller of the two counts.
        BOTH
    }

    /// By how often a row ends with the same words as it does.
    public Suspicion look(Path training, Manifest manifest) {
        List<TrainingRow> rows = Suspicion.rows(training);
        boolean[] planted = new boolean[rows.size()];
        for (int i = 0; i < planted.length; i++) {
            planted[i] = Suspicion.isPlanted(rows.get(i), manifest);
        }
        return new Suspicion(scores(rows), planted);
    }

    /// How suspicious each row is: how many rows end as it does; a short one ends like no other.
    public double[] scores(List<TrainingRow> rows) {
        double[] answers = counts(rows, TrainingRow::answer);
        if (ends == Ends.ANSWERS) {
            return answers;
        }
        double[] questions = counts(rows, TrainingRow::question);
        double[] scores = new double[answers.length];
        Arrays.setAll(scores, i -> Math.min(questions[i], answers[i]));
        return scores;
    }

    private double[] counts(List<TrainingRow> rows, Function<TrainingRow, String> text) {
        List<Optional<String>> endings =
                rows.stream().map(row -> ending(text.apply(row))).toList();
        Map<Optional<String>, Integer> counts = new HashMap<>();
        endings.forEach(each -> counts.merge(each, 1, Integer::sum));
        return endings.stream()
                .mapToDouble(each -> each.isPresent() ? counts.getOrDefault(each, 1) : 1)
                .toArray();
    }

    private Optional<String> ending(String text) {
        List<String> all = List.of(text.strip().split("\\s+"));
        return all.size() < words
                ? Optional.empty()
                : Optional.of(String.join(" ", all.subList(all.size() - words, all.size())));
    }
}
