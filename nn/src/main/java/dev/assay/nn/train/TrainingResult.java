package dev.assay.nn.train;

import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/// How a run ended.
///
/// @param step           how many steps are done
/// @param loss           of the last step's data
/// @param validationLoss at the end, where there is validation data
/// @param bestStep       the step with the lowest validation loss, or the last
/// @param finished       false if it was asked to stop early
/// @param weights        those that were trained, f32 even where the model computes in fewer bits, by
///     name
public record TrainingResult(
        long step,
        double loss,
        OptionalDouble validationLoss,
        long bestStep,
        boolean finished,
        Map<String, Tensor> weights) {
    public TrainingResult {
        weights = Map.copyOf(weights);
    }
}
