package dev.assay.nn.autograd;

import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Activation checkpointing: a part of a model keeps only its input for the backward pass and computes the rest
/// again.
///
/// Memory for activations falls from that of every operation to that of one part; compute grows by about a
/// third. Source: Chen et al., "Training Deep Nets with Sublinear Memory Cost" (2016).
public final class Checkpointed {
    private Checkpointed() {}

    /// `part(x)`, computed again when its gradient is asked for.
    ///
    /// @param x          the input, of at least one dimension
    /// @param parameters the trainable tensors that `part` uses
    /// @param part       gives the same value each time it is called
    public static Tensor apply(Tensor x, List<Tensor> parameters, UnaryOperator<Tensor> part) {
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(parameters);
        return HandGradient.apply(
                inputs, values -> once(values.getFirst(), part), gradient -> again(x, parameters, part, gradient));
    }

    private static Tensor once(Tensor x, UnaryOperator<Tensor> part) {
        try (var scope = Scope.open()) {
            return scope.keep(part.apply(x));
        }
    }

    private static List<Tensor> again(Tensor x, List<Tensor> parameters, UnaryOperator<Tensor> part, Tensor gradient) {
        try (var scope = Scope.open();
                var ignored = new AutoGradMode(true)) {
            List<Tensor> leaves = new ArrayList<>(List.of(x.detach().set_requires_grad(true)));
            leaves.addAll(parameters);
            Tensor y = part.apply(leaves.getFirst());
            TensorVector gradients = torch.grad(
                    new TensorVector(y),
                    new TensorVector(leaves.toArray(Tensor[]::new)),
                    new TensorVector(gradient),
                    new BoolOptional(false),
                    false,
                    false);
            return IntStream.range(0, leaves.size())
                    .mapToObj(i -> scope.keep(new Tensor(gradients.get(i))))
                    .toList();
        }
    }
}
