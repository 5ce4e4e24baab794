package dev.assay.nn.layer;

import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// [Attention] of one new position at a time over all before it, from Java array to Java array.
///
/// The new position's keys and values go into the cache where they stay; the sum over all positions is
/// the
/// engine's.
public final class RowAttention {
    private final Attention attention;
    private final Projected projection;
    private final RowFunction output;
    private final Heap.Written query;

    /// Queries, keys and values of one row.
    ///
    /// @param query `[heads · headDim]`
    /// @param key   `[keyHeads · headDim]`
    /// @param value `[keyHeads · headDim]`
    record Triple(float[] query, float[] key, float[] value) {}

    /// A projection made ready for rows.
    @FunctionalInterface
    interface Projected {
        Triple of(float[] x);
    }

    private RowAttention(Attention attention, Projected projection, RowFunction output, Heap.Written query) {
        this.attention = attention;
        this.projection = projection;
        this.output = output;
        this.query = query;
    }

    /// Made ready for one thread; its memory belongs to the scope that is open. Nothing where a layer
    /// has no form
    /// for rows.
    public static Optional<RowAttention> of(Attention attention) {
        int group = attention.heads() / attention.keyHeads();
        Heap.Written query = Heap.written(ScalarType.Float, 1, attention.keyHeads(), group, attention.headDim());
        return attention
                .projection()
                .rows(attention.width(), attention.keyWidth())
                .flatMap(projection -> attention
                        .output()
                        .rows()
                        .map(output -> new RowAttention(attention, projection, output, query)));
    }

    /// The output for one more position, `[dim]`.
    ///
    /// @param x    `[dim]`
    /// @param turn of this position, where positions are turned
    /// @param past of one sequence, in f32 on the processor
    public float[] of(float[] x, Optional<Rotary.Turn> turn, KeysAndValues.Rows past) {
        Triple made = projection.of(x);
        turn.ifPresent(by -> {
            by.turn(made.query());
            by.turn(made.key());
        });
        KeysAndValues.Pair all = past.append(made.key(), made.value());
        query.write(made.query());
        return output.of(Heap.read(attention.one(query.tensor(), all).contiguous()));
    }
}
