package dev.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.tensor.Scope;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Compares gradients with central differences, `(f(x + h) − f(x − h)) / 2h`, in 64-bit numbers.
public final class Gradients {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 2e-7;

    private Gradients() {}

    /// Checks the gradient of a random weighting of `function`'s output in every element of every input.
    ///
    /// @param inputs leaves, contiguous, which `function` reads each time it is called
    public static void check(Supplier<Tensor> function, Tensor... inputs) {
        try (var scope = Scope.open()) {
            Tensor value = function.get();
            Tensor weights = value.dim() == 0 ? Doubles.random(7, 1).squeeze() : Doubles.random(7, shape(value));
            TensorVector gradients =
                    torch.grad(new TensorVector(value.mul(weights).sum()), new TensorVector(inputs));
            for (int i = 0; i < inputs.length; i++) {
                double[] analytic = Doubles.values(gradients.get(i));
                for (int element = 0; element < analytic.length; element++) {
                    double numeric = difference(function, weights, inputs[i], element);
                    assertThat(analytic[element])
                            .as("input %d of %d, element %d", i, inputs.length, element)
                            .isCloseTo(numeric, Offset.offset(TOLERANCE * (1 + Math.abs(numeric))));
                }
            }
        }
    }

    private static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    private static double difference(Supplier<Tensor> function, Tensor weights, Tensor input, int element) {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor cell = input.view(-1).narrow(0, element, 1);
            double before = Doubles.values(cell)[0];
            cell.fill_(new Scalar(before + STEP));
            double high = function.get().mul(weights).sum().item_double();
            cell.fill_(new Scalar(before - STEP));
            double low = function.get().mul(weights).sum().item_double();
            cell.fill_(new Scalar(before));
            return (high - low) / (2 * STEP);
        }
    }
}
