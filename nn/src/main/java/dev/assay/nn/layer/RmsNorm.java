package dev.assay.nn.layer;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Divides each row by its root mean square, `y = g · x / √(mean(x²) + ε)`.
///
/// Input and output are `[..., dim]`. Source: Zhang and Sennrich, "Root Mean Square Layer
/// Normalization" (2019).
///
/// @param weight  `g`, `[dim]`
/// @param epsilon `ε`
public record RmsNorm(Tensor weight, double epsilon) implements Norm {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.rms_norm(x, new long[] {weight.size(0)}, new TensorOptional(weight), new DoubleOptional(epsilon));
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        float[] gains = Heap.read(weight);
        return Optional.of(x -> {
            float[] y = new float[x.length];
            for (int from = 0; from < x.length; from += gains.length) {
                scale(x, from, gains, y);
            }
            return y;
        });
    }

    private void scale(float[] x, int from, float[] gains, float[] y) {
        double squares = 0;
        for (int i = 0; i < gains.length; i++) {
            squares += (double) x[from + i] * x[from + i];
        }
        float scale = (float) (1 / Math.sqrt(squares / gains.length + epsilon));
        for (int i = 0; i < gains.length; i++) {
            y[from + i] = x[from + i] * scale * gains[i];
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("weight", weight));
    }
}
