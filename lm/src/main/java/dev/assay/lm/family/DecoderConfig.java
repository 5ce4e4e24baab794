package dev.assay.lm.family;

import dev.assay.nn.layer.Activation;
import java.util.OptionalInt;

/// The shape of a decoder, whichever family it is of.
///
/// @param vocabulary    rows of the embedding
/// @param dim           width of the residual stream
/// @param layers        blocks
/// @param heads         query heads
/// @param keyHeads      key and value heads
/// @param headDim       size of a head
/// @param intermediate  width inside the MLP
/// @param context       positions that the model can see
/// @param norm          of which kind, with its epsilon
/// @param activation    inside the MLP
/// @param gated         whether the MLP has a gate
/// @param positions     how a token knows its place
/// @param scale         of attention scores
/// @param projection    how queries, keys and values are made
/// @param biases        which linear layers have one
/// @param tied          whether the output layer is the embedding
/// @param slidingWindow how far back attention sees, where that is less than the context
public record DecoderConfig(
        int vocabulary,
        int dim,
        int layers,
        int heads,
        int keyHeads,
        int headDim,
        int intermediate,
        int context,
        NormKind norm,
        Activation activation,
        boolean gated,
        Positions positions,
        AttentionScale scale,
        ProjectionKind projection,
        Biases biases,
        boolean tied,
        OptionalInt slidingWindow) {
    /// Far above any model; a file that asks for more would fill the memory with tables and messages.
    private static final int MOST = 1 << 24;

    private static final int MOST_LAYERS = 4096;

    public DecoderConfig {
        positive("vocabulary", vocabulary);
        positive("dim", dim);
        positive("layers", layers);
        positive("heads", heads);
        positive("key heads", keyHeads);
        positive("head size", headDim);
        positive("intermediate", intermediate);
        positive("context", context);
        if (layers > MOST_LAYERS) {
            throw new IllegalArgumentException("layers are at most " + MOST_LAYERS + ", not " + layers);
        }
        if ((long) heads * headDim > MOST || (long) context * headDim > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("heads of size " + headDim + " are too large for " + heads
                    + " of them and a context of " + context);
        }
        if (heads % keyHeads != 0) {
            throw new IllegalArgumentException(heads + " query heads cannot share " + keyHeads + " key heads evenly");
        }
        if (positions instanceof Positions.Turned && headDim % 2 != 0) {
            throw new IllegalArgumentException("rotary heads have an even size, not " + headDim);
        }
    }

    private static void positive(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(name + " lies between 1 and " + MOST + ", not " + value);
        }
    }

    /// @param rms     root-mean-square norm if true, layer norm with bias if false
    /// @param epsilon added under the root
    public record NormKind(boolean rms, double epsilon) {}

    /// Whether queries, keys and values come from one matrix or from three; files keep what the family has.
    public enum ProjectionKind {
        SEPARATE,
        FUSED
    }

    /// What attention scores are multiplied by.
    ///
    /// @param byHeadDim by one over the root of the head's size, as nearly all do
    /// @param byLayer   also by one over the block's number, counted from 1
    public record AttentionScale(boolean byHeadDim, boolean byLayer) {
        /// The scale by the head's size alone.
        public static final AttentionScale USUAL = new AttentionScale(true, false);

        /// The factor in a block, counted from 0.
        public double in(int layer, int headDim) {
            return (byHeadDim ? 1 / Math.sqrt(headDim) : 1) / (byLayer ? layer + 1 : 1);
        }
    }

    /// @param query  queries, keys and values
    /// @param output attention's output
    /// @param mlp    the matrices of the MLP
    public record Biases(boolean query, boolean output, boolean mlp) {}

    /// Bytes of keys and values that one position of one sequence takes.
    public long cacheBytesPerPosition(int bytesPerNumber) {
        return 2L * layers * keyHeads * headDim * bytesPerNumber;
    }

    /// How far back attention sees.
    public int reach() {
        return slidingWindow.orElse(context);
    }
}
