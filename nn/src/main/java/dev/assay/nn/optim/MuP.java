package dev.assay.nn.optim;

import dev.assay.nn.Parameter;
import dev.assay.nn.optim.BaseShapes.Shape;
import java.util.List;

/// Maximal update parametrisation: learning rates per tensor with which layers of every width learn
/// alike, so that a rate found on a small base model is right for a wide one.
///
/// With `n` and `m` the fan-in and fan-out of a tensor and a bar for the base model's, the factor on the rate is
///
/// - Adam: `n̄ / n`, SGD: `(m / n) / (m̄ / n̄)`, for a dense layer;
/// - times `(d_in / n) / c`, or `(m / n) / (d_out / d_in) / c`, for one of `c` factors that stand for a layer
///   `d_in → d_out`;
/// - 1 for vectors, scalars and embeddings.
///
/// Source: Yang et al., "Tensor Programs V" (2022), and for factors Qiu et al., "Compute Better Spent"
/// (2024), section 3.
///
/// @param mode whether the structure counts
/// @param base sizes for which the rate was found
public record MuP(Mode mode, BaseShapes base) {
    /// What is known of the model.
    public enum Mode {
        /// Widths and structure.
        AWARE,
        /// Widths alone: factors learn as the dense layer would.
        NAIVE,
        /// Nothing: one rate for all.
        STANDARD
    }

    /// The same parameters with the factors on their learning rates.
    ///
    /// @throws IllegalArgumentException if the base model lacks a layer
    public List<Parameter> scaled(List<Parameter> parameters, OptimizerPlan plan) {
        return parameters.stream()
                .map(parameter -> parameter.withLearningRateFactor(factor(parameter, plan)))
                .toList();
    }

    /// The factor on the learning rate of a parameter.
    ///
    /// @throws IllegalArgumentException if the base model lacks its layer
    public double factor(Parameter parameter, OptimizerPlan plan) {
        if (mode == Mode.STANDARD || parameter.fanIn() <= 1) {
            return 1;
        }
        Shape layer = BaseShapes.shape(parameter);
        Shape before = base.base(parameter);
        double width = dense(layer, before, plan);
        return mode == Mode.NAIVE ? width : width * structure(parameter, layer, plan);
    }

    private static double dense(Shape layer, Shape base, OptimizerPlan plan) {
        return switch (plan) {
            case OptimizerPlan.AdamW ignored -> (double) base.inputs() / layer.inputs();
            case OptimizerPlan.Sgd ignored ->
                (double) layer.outputs() / layer.inputs() * base.inputs() / base.outputs();
        };
    }

    private static double structure(Parameter parameter, Shape layer, OptimizerPlan plan) {
        int factors = parameter.part().map(Parameter.Part::factors).orElse(1);
        double n = parameter.fanIn();
        return switch (plan) {
            case OptimizerPlan.AdamW ignored -> layer.inputs() / n / factors;
            case OptimizerPlan.Sgd ignored ->
                parameter.fanOut() / n / ((double) layer.outputs() / layer.inputs()) / factors;
        };
    }
}
