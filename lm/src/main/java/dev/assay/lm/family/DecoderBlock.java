package dev.assay.lm.family;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Norm;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// One block of a decoder: `x + attention(norm(x))`, then `x + mlp(norm(x))`.
///
/// @param attentionNorm before attention
/// @param attention     mixes positions
/// @param mlpNorm       before the MLP
/// @param mlp           works on each position
public record DecoderBlock(Norm attentionNorm, Attention attention, Norm mlpNorm, FeedForward mlp) {
    /// @param x `[batch, time, dim]`
    public Tensor forward(Tensor x, Attention.Context context, KeysAndValues past, Pass pass) {
        Tensor mixed = x.add(attention.forward(attentionNorm.forward(x, pass), context, past, pass));
        return mixed.add(mlp.forward(mlpNorm.forward(mixed, pass), pass));
    }

    /// Whether some layer is a mixture of experts.
    boolean hasExperts() {
        return parameters().stream().anyMatch(parameter -> parameter.name().contains(".router."));
    }

    /// The parameters, named from here as in Llama's files.
    public List<Parameter> parameters() {
        return Stream.of(
                        Parameter.under("input_layernorm", attentionNorm.parameters()),
                        Parameter.under("self_attn", attention.parameters()),
                        Parameter.under("post_attention_layernorm", mlpNorm.parameters()),
                        Parameter.under("mlp", mlp.parameters()))
                .flatMap(List::stream)
                .toList();
    }
}
