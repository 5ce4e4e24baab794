package dev.assay.nn.layer;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import java.util.List;
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
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("weight", weight), Parameter.vector("bias", bias));
    }
}
