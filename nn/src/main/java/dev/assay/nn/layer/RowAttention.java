package dev.assay.nn.layer;

import dev.assay.nn.RowFunction;
import dev.assay.tensor.Heap;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// [Attention] of one new position of each of a few sequences over all before it, from Java array to
/// Java array.
///
/// The new positions' keys and values go into the cache where they stay; the sum over all positions is
/// the engine's.
public final class RowAttention {
    private final Attention attention;
    private final Projected projection;
    private final RowFunction output;
    private final Heap.Written query;

    /// Queries, keys and values of some rows.
    ///
    /// @param query `[rows · heads · headDim]`
    /// @param key   `[rows · keyHeads · headDim]`
    /// @param value `[rows · keyHeads · headDim]`
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
    /// has no form for rows.
    ///
    /// @param most sequences at a time
    public static Optional<RowAttention> of(Attention attention, int most) {
        int group = attention.heads() / attention.keyHeads();
        Heap.Written query = Heap.written(ScalarType.Float, most, attention.keyHeads(), group, attention.headDim());
        return attention
                .projection()
                .rows(most, attention.width(), attention.keyWidth())
                .flatMap(projection -> attention
                        .output()
                        .rows(most)
                        .map(output -> new RowAttention(attention, projection, output, query)));
    }

    /// The output for one more position of each sequence, `[rows · dim]`.
    ///
    /// @param x     `[rows · dim]`
    /// @param turns of each row's position; none where positions are not turned
    /// @param past  of the sequences, in f32 on the processor
    /// @param mask  what each of them sees
    public float[] of(float[] x, List<Rotary.Turn> turns, KeysAndValues.Rows past, Mask mask) {
        Triple made = projection.of(x);
        for (int row = 0; row < turns.size(); row++) {
            turns.get(row).turn(made.query(), row * attention.width(), attention.width());
            turns.get(row).turn(made.key(), row * attention.keyWidth(), attention.keyWidth());
        }
        KeysAndValues.Pair all = past.append(made.key(), made.value());
        query.write(made.query());
        int rows = made.query().length / attention.width();
        return output.of(Heap.read(attention.one(query.first(rows), all, mask).contiguous()));
    }
}
