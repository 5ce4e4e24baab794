package dev.assay.lm.training;

import dev.assay.base.Interval;
import dev.assay.lm.family.Decoder;
import dev.assay.nn.Pass;
import dev.assay.stats.Intervals;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.InferenceMode;

/// The loss of each row of a data set, in nats per token that counts.
///
/// @param means one for each row
public record RowLosses(double[] means) {
    private static final double LEVEL = 0.95;

    /// Measures a decoder on rows that have at least one token that counts.
    public static RowLosses of(Decoder decoder, List<Window> rows) {
        NextTokenObjective objective = new NextTokenObjective(decoder, step -> List.of(), List.of());
        double[] means = new double[rows.size()];
        for (int i = 0; i < means.length; i++) {
            TokenBatch batch = new TokenBatch(List.of(rows.get(i)));
            try (var scope = Scope.open();
                    var ignored = new InferenceMode(true)) {
                means[i] = objective.loss(batch, Pass.inference()).item_double() / Math.max(1, batch.targets());
            }
        }
        return new RowLosses(means);
    }

    /// Mean over rows, with Student's interval.
    public Interval mean() {
        return Intervals.mean(means, LEVEL);
    }

    /// Mean over rows of the difference to the same rows under another model, paired.
    public Interval minus(RowLosses other) {
        double[] differences = IntStream.range(0, means.length)
                .mapToDouble(i -> means[i] - other.means[i])
                .toArray();
        return Intervals.mean(differences, LEVEL);
    }
}
