package dev.assay.nn;

import org.bytedeco.pytorch.Tensor;

/// Sees the tensors that flow through a model, by the path of the layer that made them.
@FunctionalInterface
public interface Observer {
    /// Sees nothing.
    Observer NONE = (path, output) -> {};

    /// Called with each observed layer's output; the tensor belongs to the caller's scope.
    void saw(String path, Tensor output);
}
