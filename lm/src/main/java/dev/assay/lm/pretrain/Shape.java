package dev.assay.lm.pretrain;

import dev.assay.base.Default;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.Positions;
import dev.assay.nn.layer.Activation;
import java.util.OptionalInt;

/// The `[model]` table of a recipe: the shape of a new model in Llama's form.
///
/// @param dim          width of the residual stream
/// @param layers       blocks
/// @param heads        query heads; `dim` is a multiple of it
/// @param keyHeads     key and value heads
/// @param intermediate width inside the MLP
/// @param context      positions
/// @param tied         whether the output layer is the embedding
/// @param ropeTheta    base of the rotary frequencies
public record Shape(
        int dim,
        int layers,
        int heads,
        int keyHeads,
        int intermediate,
        int context,
        @Default("true") boolean tied,
        @Default("10000.0") double ropeTheta) {
    public Shape {
        require("layers", layers);
        require("intermediate", intermediate);
        require("context", context);
        if (!(ropeTheta > 1 && ropeTheta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rope-theta is above 1, not " + ropeTheta);
        }
        if (heads < 1 || dim % heads != 0 || (dim / Math.max(1, heads)) % 2 != 0) {
            throw new IllegalArgumentException("dim (" + dim + ") is an even multiple of heads (" + heads + ")");
        }
        if (keyHeads < 1 || heads % keyHeads != 0) {
            throw new IllegalArgumentException("heads (" + heads + ") is a multiple of key-heads (" + keyHeads + ")");
        }
    }

    private static void require(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is at least 1, not " + value);
        }
    }

    /// The decoder's shape for a vocabulary.
    public DecoderConfig config(int vocabulary) {
        return new DecoderConfig(
                vocabulary,
                dim,
                layers,
                heads,
                keyHeads,
                dim / heads,
                intermediate,
                context,
                new DecoderConfig.NormKind(true, 1e-5),
                Activation.SILU,
                true,
                new Positions.Turned(ropeTheta, new Positions.Scaling.None()),
                DecoderConfig.AttentionScale.USUAL,
                DecoderConfig.ProjectionKind.SEPARATE,
                new DecoderConfig.Biases(false, false, false),
                tied,
                OptionalInt.empty());
    }
}
