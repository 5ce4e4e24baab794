package dev.assay.lm.family;

import dev.assay.nn.RowFunction;
import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Mask;
import dev.assay.nn.layer.Rotary;
import dev.assay.nn.layer.RowAttention;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [Decoder] that takes one token after another of one sequence, or of a few together, as writing
/// answers does.
///
/// It gives what the decoder gives, up to rounding, and is the faster way on a processor: a token's
/// hidden states are a Java array of a few thousand numbers, on which norms, rotations and sums are
/// done, and the engine is called for the products and for attention alone. Made for one thread.
public final class RowDecoder {
    private final Decoder decoder;
    private final List<Block> blocks;
    private final RowFunction norm;
    private final RowFunction head;

    private RowDecoder(Decoder decoder, List<Block> blocks, RowFunction norm, RowFunction head) {
        this.decoder = decoder;
        this.blocks = blocks;
        this.norm = norm;
        this.head = head;
    }

    /// Makes a decoder ready; nothing where it is not on the processor, or a layer has no form for
    /// rows. Its memory belongs to the scope that is open.
    ///
    /// @param most sequences together
    public static Optional<RowDecoder> of(Decoder decoder, int most) {
        boolean suits = decoder.tokens().weight().is_cpu()
                && Heap.knows(decoder.tokens().weight().scalar_type().intern());
        if (!suits) {
            return Optional.empty();
        }
        return blocks(decoder, most)
                .flatMap(blocks -> decoder.norm()
                        .rows(most)
                        .flatMap(norm ->
                                decoder.head().rows(most).map(head -> new RowDecoder(decoder, blocks, norm, head))));
    }

    private static Optional<List<Block>> blocks(Decoder decoder, int most) {
        List<Block> blocks = new ArrayList<>();
        for (DecoderBlock each : decoder.blocks()) {
            Optional<Block> block = Block.of(each, most);
            if (block.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(block.get());
        }
        return Optional.of(List.copyOf(blocks));
    }

    /// Takes one more token of each sequence, in inference: writes their columns of the cache and
    /// counts them.
    ///
    /// @param ids one for each sequence of the cache
    /// @return the logits after each, `[rows · vocabulary]`
    public float[] logits(int[] ids, RowCache cache) {
        try (var scope = Scope.open()) {
            int dim = decoder.config().dim();
            float[] x = new float[ids.length * dim];
            List<Rotary.Turn> turns = new ArrayList<>();
            for (int row = 0; row < ids.length; row++) {
                int position = cache.length(row);
                System.arraycopy(embedded(ids[row], position), 0, x, row * dim, dim);
                decoder.rotary().ifPresent(table -> turns.add(table.at(position)));
            }
            Mask mask = cache.mask();
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i).pass(x, turns, cache.rows(i), mask);
            }
            cache.advance();
            return head.of(norm.of(x));
        }
    }

    private float[] embedded(int id, int position) {
        float[] x = Heap.row(decoder.tokens().weight(), id);
        decoder.learnedPositions().ifPresent(table -> add(x, Heap.row(table.weight(), position)));
        return x;
    }

    private static void add(float[] x, float[] other) {
        for (int i = 0; i < x.length; i++) {
            x[i] += other[i];
        }
    }

    /// A [DecoderBlock] made ready for rows.
    private record Block(RowFunction attentionNorm, RowAttention attention, RowFunction mlp) {
        static Optional<Block> of(DecoderBlock block, int most) {
            return block.attentionNorm()
                    .rows(most)
                    .flatMap(norm -> RowAttention.of(block.attention(), most)
                            .flatMap(attention -> RowFunction.both(
                                            block.mlpNorm().rows(most),
                                            block.mlp().rows(most))
                                    .map(mlp -> new Block(norm, attention, mlp))));
        }

        /// Adds to `x` what the block adds.
        void pass(float[] x, List<Rotary.Turn> turns, KeysAndValues.Rows past, Mask mask) {
            add(x, attention.of(attentionNorm.of(x), turns, past, mask));
            add(x, mlp.of(x));
        }
    }
}
