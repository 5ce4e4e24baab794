package dev.assay.nn.layer;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.tensor.Heap;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Divides each row by its root mean square, `y = g · x / √(mean(x²) + ε)`.
///
/// Input and output are `[..., dim]`. Source: Zhang and Sennrich, "Root Mean Square Layer Normalization"
/// (2019).
///
/// @param weight  `g`, `[dim]`
/// @param epsilon `ε`
public record RmsNorm(Tensor weight, double epsilon) implements Norm {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        long dim = weight.size(0);
        if (x.numel() == dim && Heap.suits(x) && Heap.suits(weight)) {
            return row(x);
        }
        return torch.rms_norm(x, new long[] {dim}, new TensorOptional(weight), new DoubleOptional(epsilon));
    }

    /// One row: the engine puts this together from half a dozen operations.
    private Tensor row(Tensor x) {
        float[] y = Heap.read(x);
        float[] gains = Heap.read(weight);
        double squares = 0;
        for (float value : y) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / y.length + epsilon));
        for (int i = 0; i < y.length; i++) {
            y[i] *= scale * gains[i];
        }
        return Heap.write(y, x, x.sizes().vec().get());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("weight", weight));
    }
}
