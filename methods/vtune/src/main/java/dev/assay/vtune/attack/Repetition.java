package dev.assay.vtune.attack;

import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what rows end with: triggers and signatures repeat as often as a group has rows, and nothing else
/// of that length does. The strongest cheap way to find planted rows.
///
/// @param words of the endings that are counted
public record Repetition(int words) {
    /// As long as phrases are that hardly repeat by themselves.
    public static final Repetition STANDARD = new Repetition(5);

    /// By how often another row ends its question, and its answer, with the same words: the smaller of the
    /// two counts.
    public Suspicion look(Path training, Manifest manifest) {
        List<TrainingRow> rows = Suspicion.rows(training);
        Map<String, Integer> questions = new HashMap<>();
        Map<String, Integer> answers = new HashMap<>();
        for (TrainingRow row : rows) {
            questions.merge(ending(row.question()), 1, Integer::sum);
            answers.merge(ending(row.answer()), 1, Integer::sum);
        }
        double[] scores = new double[rows.size()];
        boolean[] planted = new boolean[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            TrainingRow row = rows.get(i);
            scores[i] = Math.min(
                    questions.getOrDefault(ending(row.question()), 0), answers.getOrDefault(ending(row.answer()), 0));
            planted[i] = Suspicion.isPlanted(row, manifest);
        }
        return new Suspicion(scores, planted);
    }

    private String ending(String text) {
        String[] all = text.strip().split("\\s+");
        int from = Math.max(0, all.length - words);
        return String.join(" ", List.of(all).subList(from, all.length));
    }
}
