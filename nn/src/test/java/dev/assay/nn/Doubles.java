package dev.assay.nn;

import dev.assay.tensor.Natives;
import dev.assay.tensor.Randomness;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Tensors of 64-bit numbers for tests, from arrays and back.
public final class Doubles {
    static {
        Natives.load();
    }

    private Doubles() {}

    /// Normal numbers, the same for the same seed.
    public static Tensor random(long seed, long... shape) {
        return Randomness.of(seed).normal(1, shape).to(ScalarType.Double);
    }

    /// Normal numbers that can be trained.
    public static Tensor trainable(long seed, long... shape) {
        return random(seed, shape).set_requires_grad(true);
    }

    /// These numbers.
    public static Tensor of(double[] numbers, long... shape) {
        Tensor tensor = random(0, shape);
        new DoublePointer(tensor.data_ptr()).put(numbers);
        return tensor;
    }

    /// The numbers of a tensor, row by row.
    public static double[] values(Tensor tensor) {
        Tensor whole = tensor.detach().to(ScalarType.Double).contiguous();
        double[] values = new double[Math.toIntExact(whole.numel())];
        if (values.length > 0) {
            new DoublePointer(whole.data_ptr()).get(values);
        }
        return values;
    }
}
