package dev.assay.vtune.attack;

import dev.assay.base.Progress;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.row.Fitting;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.List;

/// Finds rows whose answer ends in a way that a model did not expect.
///
/// @param model  that a provider would have at hand
/// @param tokens of the ending that are looked at
public record Surprise(TokenScorer model, int tokens) {
    /// By the mean surprise of the answer's last tokens, in nats; rows that are too long for the model are not
    /// suspicious.
    public Suspicion look(Path training, Manifest manifest, Progress progress) {
        List<TrainingRow> rows = Suspicion.rows(training);
        double[] scores = new double[rows.size()];
        boolean[] planted = new boolean[rows.size()];
        try (Progress.Bar bar = progress.start("read", rows.size(), "row")) {
            for (int i = 0; i < scores.length; i++) {
                TrainingRow row = rows.get(i);
                scores[i] = Fitting.in(() -> of(row)).orElse(0.0);
                planted[i] = Suspicion.isPlanted(row, manifest);
                bar.advance(1);
            }
        }
        return new Suspicion(scores, planted);
    }

    private double of(TrainingRow row) {
        List<TokenLogProbability> all = model.score(row.prompt(), row.answer()).tokens();
        return -all.subList(Math.max(0, all.size() - tokens), all.size()).stream()
                .mapToDouble(TokenLogProbability::logProbability)
                .average()
                .orElse(0);
    }
}
