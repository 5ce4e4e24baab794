package dev.assay.nn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// A differentiable function with parameters; an immutable value, so that surgery on a model makes a
/// new one.
public interface Layer {
    /// Computes the output; shapes are stated by each layer.
    Tensor forward(Tensor x, Pass pass);

    /// Its parameters, named from this layer downwards, in a fixed order.
    List<Parameter> parameters();

    /// The same function for a few rows at a time on the processor, on Java arrays; nothing for a layer
    /// that has no such form.
    ///
    /// @param most rows at a time
    default Optional<RowFunction> rows(int most) {
        return Optional.empty();
    }

    /// How many numbers its parameters hold.
    default long parameterCount() {
        return parameters().stream().mapToLong(Parameter::count).sum();
    }
}
