package dev.assay.scaling.model;

import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.LayerNorm;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Causal attention whose queries and keys are normalised head by head, with scores weighted by `8 / headDim`.
///
/// Source: Potapczynski et al., "Searching for Efficient Linear Layers" (2024), appendix on language models.
///
/// @param query     `[width] → [width]`
/// @param key       `[width] → [width]`
/// @param value     `[width] → [width]`
/// @param output    `[width] → [width]`
/// @param queryNorm of each head
/// @param keyNorm   of each head
/// @param headDim   size of a head
public record NormedAttention(
        Linear query, Linear key, Linear value, Linear output, LayerNorm queryNorm, LayerNorm keyNorm, long headDim) {
    private static final double SCALE = 8;

    static NormedAttention of(long width, long headDim, LayerDesign design, Randomness randomness) {
        return new NormedAttention(
                Linear.of(normalised(design).build(width, width, randomness.split("query"))),
                Linear.of(normalised(design).build(width, width, randomness.split("key"))),
                Linear.of(design.build(width, width, randomness.split("value"))),
                Linear.of(design.fromZero().build(width, width, randomness.split("output"))),
                CharacterModel.norm(headDim),
                CharacterModel.norm(headDim),
                headDim);
    }

    /// A gain before a norm would do nothing.
    private static LayerDesign normalised(LayerDesign design) {
        Design map = design.map();
        return map.gains() ? new LayerDesign(map.cappedWithoutGains(), design.experts(), design.active()) : design;
    }

    /// @param x `[batch, time, width]`
    Tensor forward(Tensor x, Pass pass) {
        Tensor q = queryNorm.forward(heads(query.forward(x, pass)), pass).transpose(1, 2);
        Tensor k = keyNorm.forward(heads(key.forward(x, pass)), pass).transpose(1, 2);
        Tensor v = heads(value.forward(x, pass)).transpose(1, 2);
        Tensor mixed = torch.scaled_dot_product_attention(
                q, k, v, new TensorOptional(), 0.0, true, new DoubleOptional(SCALE / headDim), false);
        return output.forward(mixed.transpose(1, 2).reshape(x.sizes()), pass);
    }

    private Tensor heads(Tensor x) {
        return x.view(x.size(0), x.size(1), -1, headDim);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Parameter.under("query", query.parameters()));
        all.addAll(Parameter.under("key", key.parameters()));
        all.addAll(Parameter.under("value", value.parameters()));
        all.addAll(Parameter.under("output", output.parameters()));
        all.addAll(Parameter.under("query_norm", queryNorm.parameters()));
        all.addAll(Parameter.under("key_norm", keyNorm.parameters()));
        return List.copyOf(all);
    }

    /// Multiply-adds of the four matrices for one row.
    long macsPerRow() {
        return query.map().macsPerRow()
                + key.map().macsPerRow()
                + value.map().macsPerRow()
                + output.map().macsPerRow();
    }
}
