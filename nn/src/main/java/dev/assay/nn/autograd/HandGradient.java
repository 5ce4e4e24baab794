package dev.assay.nn.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;

/// A differentiable function whose gradient is given by hand.
///
/// The engine's own class for this cannot be extended from Java; tensor hooks can. The value is
/// computed without a graph; each input is then tied to it through an empty slice, which costs nothing
/// and carries a gradient of the input's shape; a hook on the value catches its gradient and a hook on
/// each tie replaces the tie's gradient by the right one. Inputs have at least one dimension. A scope
/// must be open around both the call and the backward pass: it keeps the hooks alive.
public final class HandGradient {
    private HandGradient() {}

    /// Gives the gradient of each input, in order, from the gradient of the output.
    @FunctionalInterface
    public interface Backward {
        /// @param gradient of the output, of its shape
        /// @return one gradient per input, of its shape; those of inputs that need none are not read
        List<Tensor> apply(Tensor gradient);
    }

    /// Computes `forward(inputs)` such that its gradient is `backward`.
    public static Tensor apply(List<Tensor> inputs, Function<List<Tensor>, Tensor> forward, Backward backward) {
        List<Tensor> detached = inputs.stream().map(Tensor::detach).toList();
        Tensor value;
        try (var ignored = new AutoGradMode(false)) {
            value = forward.apply(detached);
        }
        if (!GradMode.is_enabled()) {
            return value;
        }
        return tie(inputs, value, backward);
    }

    private static Tensor tie(List<Tensor> inputs, Tensor value, Backward backward) {
        Memo memo = new Memo(backward);
        List<Tensor> ties = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            if (input.requires_grad()) {
                Tensor tie = input.view_as(input);
                ties.add(tie.narrow(0, 0, 0).sum().to(value.device(), value.scalar_type()));
                tie.register_hook(new InputHook(memo, i));
            }
        }
        if (ties.isEmpty()) {
            return value;
        }
        // One sum for all: each addition to the value would copy it, and add up its gradient.
        Tensor tied = value.add(ties.stream().reduce(Tensor::add).orElseThrow());
        tied.register_hook(new OutputHook(memo));
        return tied;
    }

    /// Computes all gradients once, when the first is asked for.
    private static final class Memo {
        private final Backward backward;
        private List<Tensor> gradients = List.of();

        Memo(Backward backward) {
            this.backward = backward;
        }

        void arrived(Tensor gradient) {
            try (var ignored = new AutoGradMode(false)) {
                gradients = backward.apply(gradient);
            }
        }
    }

    private static final class OutputHook extends TensorTensorHook {
        private final transient Memo memo;

        OutputHook(Memo memo) {
            this.memo = memo;
        }

        @Override
        public TensorBase call(TensorBase gradient) {
            memo.arrived(new Tensor(gradient));
            return gradient;
        }
    }

    private static final class InputHook extends TensorTensorHook {
        private final transient Memo memo;
        private final int index;

        InputHook(Memo memo, int index) {
            this.memo = memo;
            this.index = index;
        }

        @Override
        public TensorBase call(TensorBase gradient) {
            return memo.gradients.get(index);
        }
    }
}
