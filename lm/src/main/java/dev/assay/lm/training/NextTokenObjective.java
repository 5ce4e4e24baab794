package dev.assay.lm.training;

import dev.assay.lm.family.Decoder;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.loss.CrossEntropy;
import dev.assay.nn.train.Objective;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Trains a decoder to predict the next token at the places that count.
///
/// @param decoder the network
/// @param parameters its parameters, perhaps with factors on their learning rates
/// @param batches training data
/// @param validation data that is not trained on, may be empty
public record NextTokenObjective(
        Decoder decoder, List<Parameter> parameters, Batches batches, List<TokenBatch> validation)
        implements Objective<TokenBatch> {
    /// Of the mean balance loss of all routers, beside the loss of a token.
    private static final double PENALTY_WEIGHT = 0.01;

    public NextTokenObjective {
        parameters = List.copyOf(parameters);
        validation = List.copyOf(validation);
    }

    /// With every learning rate as it is.
    public NextTokenObjective(Decoder decoder, Batches batches, List<TokenBatch> validation) {
        this(decoder, decoder.parameters(), batches, validation);
    }

    @Override
    public List<TokenBatch> microBatches(long step) {
        return batches.at(step);
    }

    @Override
    public double weight(TokenBatch microBatch) {
        return microBatch.weight() * microBatch.targets();
    }

    @Override
    public Tensor loss(TokenBatch microBatch, Pass pass) {
        Tensor weight = decoder.headMatrix().to(decoder.tokens().weight().scalar_type());
        Tensor sum = CrossEntropy.sum(chosen(microBatch, pass), weight, on(weight, microBatch.targetIds()));
        Tensor balanced = pass.meanPenalty()
                .map(penalty -> sum.add(penalty.mul(new Scalar(PENALTY_WEIGHT * microBatch.targets()))))
                .orElse(sum);
        return microBatch.weight() == 1 ? balanced : balanced.mul(new Scalar(microBatch.weight()));
    }

    /// Hidden states of the places that count, `[targets, dim]`.
    private Tensor chosen(TokenBatch batch, Pass pass) {
        Tensor weight = decoder.tokens().weight();
        var input = batch.input(decoder.config().slidingWindow());
        Tensor hidden = decoder.hidden(weight.is_cpu() ? input : input.on(weight), pass);
        Tensor flat = hidden.view(-1, decoder.config().dim());
        return batch.targets() == batch.tokens() ? flat : flat.index_select(0, on(weight, batch.places()));
    }

    private static Tensor on(Tensor other, Tensor ids) {
        return other.is_cpu() ? ids : ids.to(other.device(), ids.scalar_type());
    }

    @Override
    public OptionalDouble validate() {
        if (validation.isEmpty()) {
            return OptionalDouble.empty();
        }
        double loss = 0;
        long targets = 0;
        for (TokenBatch batch : validation) {
            try (var scope = Scope.open();
                    var ignored = new InferenceMode(true)) {
                loss += loss(batch, Pass.inference()).item_double();
                targets += batch.targets();
            }
        }
        return OptionalDouble.of(loss / Math.max(1, targets));
    }
}
