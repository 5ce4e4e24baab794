package dev.assay.lm.checkpoint;

import dev.assay.nn.Parameter;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// A change of all weights of a model, as whoever holds them can make it.
public sealed interface WeightEdit {
    /// The changed numbers of a parameter; those of one dimension may stay as they are.
    Tensor changed(Parameter parameter);

    /// Writes the model with changed weights, in f32.
    ///
    /// @throws dev.assay.base.AssayException as [PretrainedModel#save]
    default void save(PretrainedModel model, Path target) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Map<String, Tensor> all = new HashMap<>();
            for (Parameter parameter : model.decoder().parameters()) {
                all.put(parameter.name(), changed(parameter));
            }
            model.save(target, all, Precision.F32);
        }
    }

    /// Adds Gaussian noise to every matrix.
    ///
    /// @param share its deviation, as a share of that of the matrix's numbers
    /// @param seed  of the noise
    record Noise(double share, long seed) implements WeightEdit {
        @Override
        public Tensor changed(Parameter parameter) {
            Tensor weights = parameter.tensor();
            if (weights.dim() < 2) {
                return weights;
            }
            double deviation = weights.std().item_double() * share;
            return weights.add(Randomness.of(seed).split(parameter.name()).normal(deviation, weights.shape()));
        }
    }

    /// Sets the smallest numbers of every matrix to zero.
    ///
    /// @param share of its numbers
    record Pruning(double share) implements WeightEdit {
        @Override
        public Tensor changed(Parameter parameter) {
            Tensor weights = parameter.tensor();
            if (weights.dim() < 2) {
                return weights;
            }
            Tensor sizes = weights.abs().flatten();
            long count = Math.clamp(Math.round(share * sizes.numel()), 1, sizes.numel());
            Scalar border = new Scalar(sizes.kthvalue(count).get0().item_double());
            return weights.mul(weights.abs().gt(border).to(weights.scalar_type()));
        }
    }

    /// Averages the weights with another model's of the same shape.
    ///
    /// @param other that is averaged with
    /// @param share of it
    record Averaging(PretrainedModel other, double share) implements WeightEdit {
        @Override
        public Tensor changed(Parameter parameter) {
            Optional<Tensor> theirs = other.decoder().parameters().stream()
                    .filter(each -> each.name().equals(parameter.name()))
                    .map(Parameter::tensor)
                    .findFirst();
            Tensor own = parameter.tensor();
            return theirs.map(each -> own.mul(new Scalar(1 - share)).add(each.mul(new Scalar(share))))
                    .orElse(own);
        }
    }
}
