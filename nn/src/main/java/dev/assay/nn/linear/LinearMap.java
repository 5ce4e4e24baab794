package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.SizedLayer;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A linear map `y = W x`, whatever the structure of `W`.
///
/// | name | shape            |
/// |------|------------------|
/// | `x`  | `[..., inputs]`  |
/// | `y`  | `[..., outputs]` |
public interface LinearMap extends SizedLayer {
    /// `y = W x`.
    Tensor apply(Tensor x);

    /// `y = W x + bias`, `bias` of shape `[outputs]`.
    default Tensor apply(Tensor x, Tensor bias) {
        return apply(x).add(bias);
    }

    /// The tensors that make up `W`, with fan-in, fan-out, initial deviation and learning-rate factor
    /// of each.
    List<Parameter> factors();

    /// `W` as a matrix `[outputs, inputs]`.
    Tensor toDense();

    @Override
    default Tensor forward(Tensor x, Pass pass) {
        return apply(x);
    }

    @Override
    default List<Parameter> parameters() {
        return factors();
    }
}
