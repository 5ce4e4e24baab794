package dev.assay.nn.linear;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What the quantised maps share, whose products take and give bf16.
final class Bf16 {
    /// One more than the relative distance between neighbouring bf16 numbers.
    private static final double NEXT = 1 + 1.0 / 128;

    private static final double LEAST = 1e-8;

    private Bf16() {}

    /// f32 values that bf16 holds exactly and that are at least as large as these, which are not negative.
    static Tensor above(Tensor values) {
        Tensor floor = values.clamp_min(new Scalar(LEAST));
        Tensor rounded = floor.to(ScalarType.BFloat16).to(ScalarType.Float);
        Tensor next = rounded.mul(new Scalar(NEXT)).to(ScalarType.BFloat16).to(ScalarType.Float);
        return torch.where(rounded.ge(floor), rounded, next);
    }

    /// The rows of `y` in the shape of `x`, with another last size.
    static Tensor shaped(Tensor y, Tensor x, long outputs) {
        long[] shape = new long[Math.toIntExact(x.dim())];
        Arrays.setAll(shape, x::size);
        shape[shape.length - 1] = outputs;
        return y.view(shape);
    }
}
