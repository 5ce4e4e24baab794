package dev.assay.nn.layer;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Brings each row to mean 0 and variance 1, `y = g · (x − mean(x)) / √(var(x) + ε) + b`.
///
/// Input and output are `[..., dim]`. Source: Ba, Kiros and Hinton, "Layer Normalization" (2016).
///
/// @param weight  `g`, `[dim]`
/// @param bias    `b`, `[dim]`
/// @param epsilon `ε`
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) implements Norm {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.layer_norm(
                x, new long[] {weight.size(0)}, new TensorOptional(weight), new TensorOptional(bias), epsilon, true);
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        float[] gains = Heap.read(weight);
        float[] shifts = Heap.read(bias);
        return Optional.of(x -> {
            float[] y = new float[x.length];
            for (int from = 0; from < x.length; from += gains.length) {
                normalise(x, from, y);
                for (int i = 0; i < gains.length; i++) {
                    y[from + i] = y[from + i] * gains[i] + shifts[i];
                }
            }
            return y;
        });
    }

    private void normalise(float[] x, int from, float[] y) {
        int dim = Math.toIntExact(weight.size(0));
        double sum = 0;
        for (int i = from; i < from + dim; i++) {
            sum += x[i];
        }
        double mean = sum / dim;
        double squares = 0;
        for (int i = from; i < from + dim; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        double scale = 1 / Math.sqrt(squares / dim + epsilon);
        for (int i = from; i < from + dim; i++) {
            y[i] = (float) ((x[i] - mean) * scale);
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("weight", weight), Parameter.vector("bias", bias));
    }
}
