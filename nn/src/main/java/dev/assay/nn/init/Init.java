package dev.assay.nn.init;

import dev.assay.tensor.Randomness;
import org.bytedeco.pytorch.Tensor;

/// How a matrix begins.
public sealed interface Init {
    /// Normal numbers of a fixed standard deviation.
    ///
    /// @param deviation standard deviation
    record Normal(double deviation) implements Init {
        public Normal {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("a standard deviation is not negative: " + deviation);
            }
        }
    }

    /// Normal numbers of standard deviation `gain / √fan-in`.
    ///
    /// @param gain factor, 1 keeps the variance of a linear layer's input
    record FanIn(double gain) implements Init {}

    /// Zeros.
    record Zero() implements Init {}

    /// The standard deviation for a matrix of this fan-in.
    default double deviation(long fanIn) {
        return switch (this) {
            case Normal normal -> normal.deviation();
            case FanIn scaled -> scaled.gain() / Math.sqrt(fanIn);
            case Zero ignored -> 0;
        };
    }

    /// A trainable f32 tensor that begins this way.
    ///
    /// @param fanIn inputs that each output sums over
    /// @param shape of the tensor
    default Tensor parameter(Randomness randomness, long fanIn, long... shape) {
        return randomness.normal(deviation(fanIn), shape).set_requires_grad(true);
    }
}
