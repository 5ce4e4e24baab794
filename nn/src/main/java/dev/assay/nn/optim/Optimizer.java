package dev.assay.nn.optim;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// Changes parameters by their gradients. Its state is a set of named tensors, so that a checkpoint can hold
/// it.
public interface Optimizer {
    /// Takes one step.
    ///
    /// @param gradients one for each parameter, in order, f32 and contiguous
    /// @param factor    of the schedule on the peak learning rate
    void step(List<Tensor> gradients, double factor);

    /// The state, by name; changing these tensors changes the optimiser.
    Map<String, Tensor> state();
}
