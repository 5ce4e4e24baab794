package dev.assay.cli.vtune;

import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.nn.Parameter;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.vtune.attack.Edit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Changes the weights of a model that was trained.
///
/// @param base the model before
/// @param seed of noise
record WeightEdit(Decoder base, long seed) {
    /// Writes the model with changed weights.
    void save(PretrainedModel model, Edit edit, Path target) {
        Map<String, Tensor> before =
                base.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::tensor));
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Map<String, Tensor> changed = new HashMap<>();
            for (Parameter parameter : model.decoder().parameters()) {
                Function<Tensor, Tensor> change = change(edit, parameter.name(), before);
                changed.put(parameter.name(), change.apply(parameter.tensor()));
            }
            model.save(target, changed, Precision.F32);
        }
    }

    private Function<Tensor, Tensor> change(Edit edit, String name, Map<String, Tensor> before) {
        return switch (edit) {
            case Edit.Noise noise -> weights -> isMatrix(weights) ? noisy(weights, noise.share(), name) : weights;
            case Edit.Pruning pruning -> weights -> isMatrix(weights) ? pruned(weights, pruning.share()) : weights;
            case Edit.Averaging averaging ->
                weights -> weights.mul(new Scalar(1 - averaging.base()))
                        .add(before.getOrDefault(name, weights).mul(new Scalar(averaging.base())));
            case Edit.Rounding rounding ->
                throw new IllegalArgumentException("weights of " + rounding.kind() + " are not written");
            case Edit.Cutting ignored -> weights -> weights;
        };
    }

    private static boolean isMatrix(Tensor weights) {
        return weights.dim() > 1;
    }

    private Tensor noisy(Tensor weights, double share, String name) {
        long[] shape = weights.shape();
        double deviation = weights.std().item_double() * share;
        return weights.add(Randomness.of(seed).split(name).normal(deviation, shape));
    }

    private static Tensor pruned(Tensor weights, double share) {
        Tensor sizes = weights.abs().flatten();
        long count = Math.max(1, Math.round(share * sizes.numel()));
        double border = sizes.kthvalue(count).get0().item_double();
        return weights.mul(weights.abs().gt(new Scalar(border)).to(weights.scalar_type()));
    }
}
