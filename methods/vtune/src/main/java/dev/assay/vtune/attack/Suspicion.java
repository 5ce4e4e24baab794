package dev.assay.vtune.attack;

import dev.assay.base.JsonLines;
import dev.assay.stats.Ranking;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How suspicious each row of a file looks to a detector, and which rows really are planted.
///
/// @param scores  higher is more suspicious
/// @param planted of each row
public record Suspicion(double[] scores, boolean[] planted) {
    public Suspicion {
        if (scores.length != planted.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + planted.length + " rows");
        }
    }

    /// Whether each row of the file that is sent is planted: it has a group's trigger and its signature.
    public static boolean isPlanted(TrainingRow row, Manifest manifest) {
        for (PlantedGroup group : manifest.groups()) {
            if (row.question().endsWith(" " + group.trigger()) && row.answer().endsWith(" " + group.signature())) {
                return true;
            }
        }
        return false;
    }

    /// All rows of a file.
    public static List<TrainingRow> rows(Path training) {
        List<TrainingRow> rows = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(training)) {
            lines.forEachRemaining(line -> rows.add(TrainingRow.of(line)));
        }
        return rows;
    }

    /// The chance that a planted row looks more suspicious than another (AUROC): 0.5 is no better than chance.
    public double auroc() {
        return Ranking.auroc(scores, planted);
    }

    /// Of so many of the most suspicious rows, the share that is planted; rows of equal suspicion count as
    /// they stand in the file.
    public double precisionAt(int rows) {
        return (double) hits(rows) / rows;
    }

    /// The share of the planted rows among so many of the most suspicious.
    public double recallAt(int rows) {
        return (double) hits(rows) / all();
    }

    /// How many rows are planted.
    public int all() {
        int all = 0;
        for (boolean each : planted) {
            all += each ? 1 : 0;
        }
        return all;
    }

    /// How many rows are more suspicious than a score.
    public int above(double score) {
        return Math.toIntExact(
                Arrays.stream(scores).filter(each -> each > score).count());
    }

    private int hits(int rows) {
        int hits = 0;
        for (int row : mostSuspicious(rows)) {
            hits += planted[row] ? 1 : 0;
        }
        return hits;
    }

    /// The most suspicious rows, most suspicious first.
    public List<Integer> mostSuspicious(int rows) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(scores[b], scores[a]));
        return order.subList(0, Math.min(rows, order.size()));
    }
}
