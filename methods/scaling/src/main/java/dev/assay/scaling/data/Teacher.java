package dev.assay.scaling.data;

import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A function to be learned: a random network of ReLU layers on normal inputs, its output brought to
/// mean 0 and variance 1.
///
/// @param layers   matrices `[in, out]`; the last leads to one output
/// @param features of the input
/// @param mean     of the raw output
/// @param spread   of the raw output
public record Teacher(List<Tensor> layers, long features, double mean, double spread) {
    private static final int SAMPLE = 8192;

    public Teacher {
        layers = List.copyOf(layers);
    }

    /// @param hidden layers
    /// @param width  of each
    public static Teacher of(long features, int hidden, long width, Randomness randomness) {
        List<Tensor> layers = new ArrayList<>();
        long from = features;
        for (int i = 0; i < hidden; i++) {
            layers.add(randomness.split(i).normal(Math.sqrt(2.0 / from), from, width));
            from = width;
        }
        layers.add(randomness.split("out").normal(1 / Math.sqrt(from), from, 1));
        Teacher raw = new Teacher(layers, features, 0, 1);
        Tensor sample = raw.of(raw.inputs(SAMPLE, randomness.split("sample")));
        return new Teacher(
                layers, features, sample.mean().item_double(), sample.std().item_double());
    }

    /// Random inputs, `[count, features]`.
    public Tensor inputs(long count, Randomness randomness) {
        return randomness.normal(1, count, features);
    }

    /// The outputs, `[count, 1]`.
    public Tensor of(Tensor x) {
        try (var ignored = new NoGradGuard()) {
            Tensor h = x;
            for (Tensor layer : layers.subList(0, layers.size() - 1)) {
                h = torch.relu(h.mm(layer));
            }
            return h.mm(layers.getLast()).sub(new Scalar(mean)).div(new Scalar(spread));
        }
    }
}
