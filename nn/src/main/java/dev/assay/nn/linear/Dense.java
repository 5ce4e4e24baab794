package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.init.Init;
import dev.assay.tensor.Randomness;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The linear map with an unstructured matrix.
///
/// Cost per row: `inputs · outputs` multiply-adds; as many parameters.
///
/// @param weight `[outputs, inputs]`
public record Dense(Tensor weight) implements LinearMap {
    public Dense {
        if (weight.dim() != 2) {
            throw new IllegalArgumentException("a dense weight is a matrix, not of " + weight.dim() + " dimensions");
        }
    }

    /// A new map with weights drawn by `init`.
    public static Dense of(long inputs, long outputs, Init init, Randomness randomness) {
        return new Dense(init.parameter(randomness, inputs, outputs, inputs));
    }

    @Override
    public Tensor apply(Tensor x) {
        return torch.linear(x, weight);
    }

    @Override
    public Tensor apply(Tensor x, Tensor bias) {
        return torch.linear(x, weight, new TensorOptional(bias));
    }

    @Override
    public long inputs() {
        return weight.size(1);
    }

    @Override
    public long outputs() {
        return weight.size(0);
    }

    @Override
    public List<Parameter> factors() {
        return List.of(Parameter.matrix("weight", weight, 1 / Math.sqrt(inputs())));
    }

    @Override
    public long macsPerRow() {
        return inputs() * outputs();
    }

    @Override
    public Tensor toDense() {
        return weight;
    }
}
