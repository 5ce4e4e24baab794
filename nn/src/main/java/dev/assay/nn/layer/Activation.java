package dev.assay.nn.layer;

import dev.assay.base.AssayException;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The non-linear function between the matrices of an MLP.
public enum Activation {
    /// `x · σ(x)`, also called swish.
    SILU,
    /// `x · Φ(x)` with the exact normal distribution function.
    GELU,
    /// The tanh approximation of GELU.
    GELU_TANH,
    /// `max(x, 0)`.
    RELU;

    /// Reads the name that model configurations use.
    ///
    /// @throws AssayException `ASSAY-4020` for a name that is not known
    public static Activation parse(String name) {
        return switch (name) {
            case "silu", "swish" -> SILU;
            case "gelu" -> GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
            case "relu" -> RELU;
            default ->
                throw AssayException.of(
                        "ASSAY-4020",
                        "The activation '" + name + "' is not known.",
                        "config.json, hidden_act or activation_function",
                        "use a model with silu, gelu, gelu_new, gelu_pytorch_tanh or relu");
        };
    }

    /// The same for a few rows of a given width.
    RowFunction rows(int most, long width) {
        Heap.Written rows = Heap.written(ScalarType.Float, most, width);
        return x -> {
            rows.write(x);
            return Heap.read(apply(rows.first(x.length / width)));
        };
    }

    /// Applies it to each element.
    public Tensor apply(Tensor x) {
        return switch (this) {
            case SILU -> torch.silu(x);
            case GELU -> torch.gelu(x);
            case GELU_TANH -> torch.gelu(x, "tanh");
            case RELU -> torch.relu(x);
        };
    }
}
