package dev.assay.lm.finetune;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Input;
import dev.assay.nn.Pass;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Works adapters into the weights, and proves that the result says the same.
///
/// @param merged     the model without adapters
/// @param difference largest absolute difference of a logit between merged and unmerged model on the
///     samples
/// @param scale      largest absolute logit there
/// @param samples    texts compared
public record Merge(PretrainedModel merged, double difference, double scale, int samples) {
    /// Largest difference, relative to the largest logit, that rounding in f32 explains.
    public static final double TOLERANCE = 1e-4;

    /// Merges and compares on samples.
    ///
    /// @param samples ids of at least one text, none longer than the context
    /// @throws AssayException `ASSAY-1070` if the merged model differs by more than [#TOLERANCE]
    public static Merge of(PretrainedModel model, List<int[]> samples) {
        PretrainedModel merged = Adapters.merge(model);
        double difference = 0;
        double scale = 0;
        for (int[] ids : samples) {
            try (var scope = Scope.open();
                    var ignored = new InferenceMode(true)) {
                Tensor expected = logits(model, ids);
                difference = Math.max(
                        difference,
                        logits(merged, ids).sub(expected).abs().max().item_double());
                scale = Math.max(scale, expected.abs().max().item_double());
            }
        }
        if (!(difference <= TOLERANCE * Math.max(1, scale))) {
            throw AssayException.of(
                    "ASSAY-1070",
                    "The merged model differs from the unmerged one by " + difference + " in a logit of up to " + scale
                            + ".",
                    model.name(),
                    "report this with the adapter's configuration; nothing was written");
        }
        return new Merge(merged, difference, scale, samples.size());
    }

    private static Tensor logits(PretrainedModel model, int[] ids) {
        Tensor input = torch.tensor(Arrays.stream(ids).asLongStream().toArray()).view(1, ids.length);
        Tensor weight = model.decoder().tokens().weight();
        Input moved = Input.of(weight.is_cpu() ? input : input.to(weight.device(), input.scalar_type()));
        return model.decoder().logits(moved, Pass.inference());
    }
}
