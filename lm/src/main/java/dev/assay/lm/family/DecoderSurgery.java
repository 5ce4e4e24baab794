package dev.assay.lm.family;

import dev.assay.nn.layer.Attention;
import dev.assay.nn.layer.FeedForward;
import dev.assay.nn.layer.Linear;
import java.util.ArrayList;
import java.util.List;

/// Makes a decoder with other linear layers in the places of some.
public final class DecoderSurgery {
    private DecoderSurgery() {}

    /// Gives the layer that shall stand at a path; the old one where nothing changes.
    @FunctionalInterface
    public interface Replacement {
        /// @param path such as `model.layers.3.self_attn.q_proj`, or `lm_head`
        Linear at(String path, Linear old);
    }

    /// A new decoder in which each linear layer is what `replacement` gives; all else is shared with the old.
    public static Decoder replaceLinears(Decoder decoder, Replacement replacement) {
        List<DecoderBlock> blocks = new ArrayList<>();
        for (int i = 0; i < decoder.blocks().size(); i++) {
            blocks.add(block("model.layers." + i + ".", decoder.blocks().get(i), replacement));
        }
        return new Decoder(
                decoder.config(),
                decoder.tokens(),
                decoder.learnedPositions(),
                decoder.rotary(),
                blocks,
                decoder.norm(),
                replacement.at("lm_head", decoder.head()),
                decoder.checkpointed());
    }

    private static DecoderBlock block(String path, DecoderBlock old, Replacement replacement) {
        Attention attention = old.attention();
        Attention changed = new Attention(
                projection(path + "self_attn.", attention.projection(), replacement),
                replacement.at(path + "self_attn.o_proj", attention.output()),
                attention.heads(),
                attention.keyHeads(),
                attention.headDim(),
                attention.scale(),
                attention.dropout());
        return new DecoderBlock(
                old.attentionNorm(), changed, old.mlpNorm(), mlp(path + "mlp.", old.mlp(), replacement));
    }

    private static Attention.Projection projection(String path, Attention.Projection old, Replacement replacement) {
        return switch (old) {
            case Attention.Projection.Separate(Linear query, Linear key, Linear value) ->
                new Attention.Projection.Separate(
                        replacement.at(path + "q_proj", query),
                        replacement.at(path + "k_proj", key),
                        replacement.at(path + "v_proj", value));
            case Attention.Projection.Fused(Linear all) ->
                new Attention.Projection.Fused(replacement.at(path + "qkv_proj", all));
        };
    }

    private static FeedForward mlp(String path, FeedForward old, Replacement replacement) {
        return switch (old) {
            case FeedForward.Plain plain ->
                new FeedForward.Plain(
                        replacement.at(path + "up_proj", plain.up()),
                        plain.activation(),
                        replacement.at(path + "down_proj", plain.down()));
            case FeedForward.Gated gated ->
                new FeedForward.Gated(
                        replacement.at(path + "gate_proj", gated.gate()),
                        replacement.at(path + "up_proj", gated.up()),
                        gated.activation(),
                        replacement.at(path + "down_proj", gated.down()));
        };
    }
}
