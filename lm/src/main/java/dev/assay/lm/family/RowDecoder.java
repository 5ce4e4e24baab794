package dev.assay.lm.family;

import dev.assay.nn.RowFunction;
import dev.assay.nn.layer.Embedding;
import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Rotary;
import dev.assay.nn.layer.RowAttention;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [Decoder] that takes one token of one sequence after another, as writing an answer does.
///
/// It gives what the decoder gives, up to rounding, and is the faster way on a processor: a token's
/// hidden states
/// are a Java array of a few thousand numbers, on which norms, rotations and sums are done, and the
/// engine is
/// called for the products and for attention alone. Made for one thread.
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
    /// rows. Its memory
    /// belongs to the scope that is open.
    public static Optional<RowDecoder> of(Decoder decoder) {
        boolean suits = decoder.tokens().weight().is_cpu()
                && Heap.knows(decoder.tokens().weight().scalar_type().intern());
        if (!suits) {
            return Optional.empty();
        }
        return blocks(decoder)
                .flatMap(blocks -> decoder.norm()
                        .rows()
                        .flatMap(norm ->
                                decoder.head().rows().map(head -> new RowDecoder(decoder, blocks, norm, head))));
    }

    private static Optional<List<Block>> blocks(Decoder decoder) {
        List<Block> blocks = new ArrayList<>();
        for (DecoderBlock each : decoder.blocks()) {
            Optional<Block> block = Block.of(each);
            if (block.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(block.get());
        }
        return Optional.of(List.copyOf(blocks));
    }

    /// Takes one more token, in inference: writes its column of the cache and counts it.
    ///
    /// @return the logits after it, `[vocabulary]`
    public float[] logits(int id, RowCache cache) {
        try (var scope = Scope.open()) {
            int position = cache.length();
            float[] x = row(decoder.tokens(), id);
            decoder.learnedPositions().ifPresent(table -> add(x, row(table, position)));
            Optional<Rotary.Turn> turn = decoder.rotary().map(table -> table.at(position));
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i).pass(x, turn, cache.rows(i));
            }
            cache.advance();
            return head.of(norm.of(x));
        }
    }

    private static float[] row(Embedding table, long index) {
        return Heap.read(table.weight().select(0, index));
    }

    private static void add(float[] x, float[] other) {
        for (int i = 0; i < x.length; i++) {
            x[i] += other[i];
        }
    }

    /// A [DecoderBlock] made ready for rows.
    private record Block(RowFunction attentionNorm, RowAttention attention, RowFunction mlp) {
        static Optional<Block> of(DecoderBlock block) {
            return block.attentionNorm()
                    .rows()
                    .flatMap(norm -> RowAttention.of(block.attention())
                            .flatMap(attention -> RowFunction.both(
                                            block.mlpNorm().rows(), block.mlp().rows())
                                    .map(mlp -> new Block(norm, attention, mlp))));
        }

        /// Adds to `x` what the block adds.
        void pass(float[] x, Optional<Rotary.Turn> turn, KeysAndValues.Rows past) {
            add(x, attention.of(attentionNorm.of(x), turn, past));
            add(x, mlp.of(x));
        }
    }
}
