package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The keys and values of all positions so far, so that each new token costs one position's work.
///
/// Room is taken at once; it belongs to the scope that was open. A pass writes its columns after the
/// filled ones; the caller then [advances][#advance(int)].
public final class KeyValueCache {
    private final int capacity;
    private final List<Layer> layers;
    private int length;

    /// @param config   of the decoder
    /// @param batch    rows
    /// @param capacity columns
    /// @param weight   one of the decoder's: the cache lies on its device, in its number format, but in
    ///     f32 on a processor, whose attention over bf16 takes several times as long
    public KeyValueCache(DecoderConfig config, int batch, int capacity, Tensor weight) {
        TensorOptions own = weight.options().requires_grad(new BoolOptional(false));
        TensorOptions options = weight.is_cpu() ? own.dtype(new ScalarTypeOptional(ScalarType.Float)) : own;
        this.capacity = capacity;
        this.layers = IntStream.range(0, config.layers())
                .mapToObj(i -> new Layer(config, batch, options))
                .toList();
    }

    /// Filled columns.
    public int length() {
        return length;
    }

    /// Columns there is room for.
    public int capacity() {
        return capacity;
    }

    /// Counts columns that a pass has written.
    public void advance(int columns) {
        length += columns;
    }

    /// Forgets all columns from `columns` on.
    public void truncate(int columns) {
        if (columns < 0 || columns > length) {
            throw new IllegalArgumentException("the cache holds " + length + " columns, not " + columns);
        }
        length = columns;
    }

    private void requireRoom(long positions) {
        if (length + positions > capacity) {
            throw new IllegalStateException(
                    "the cache has room for " + capacity + " positions, not " + (length + positions));
        }
    }

    /// One for each block of the decoder.
    public List<KeysAndValues> perLayer() {
        return new ArrayList<>(layers);
    }

    /// The same for rows from the Java heap, where this is the cache of one sequence in f32 on the
    /// processor.
    ///
    /// @param reach how many positions a position sees, itself included
    public Optional<RowCache> alone(int reach) {
        boolean suits = layers.stream()
                .map(layer -> layer.keys)
                .allMatch(t -> t.size(0) == 1 && t.is_cpu() && t.scalar_type().intern() == ScalarType.Float);
        return suits ? Optional.of(new Alone(reach)) : Optional.empty();
    }

    private final class Alone implements RowCache {
        private final List<KeysAndValues.Rows> rows;

        Alone(int reach) {
            rows = layers.stream().map(layer -> layer.rows(reach)).toList();
        }

        @Override
        public int length(int row) {
            return length;
        }

        @Override
        public Mask mask() {
            return new Mask.Everything();
        }

        @Override
        public KeysAndValues.Rows rows(int block) {
            return rows.get(block);
        }

        @Override
        public void advance() {
            length++;
        }
    }

    /// `[batch, heads, capacity, dim]` twice.
    private final class Layer implements KeysAndValues {
        private final Tensor keys;
        private final Tensor values;
        private final int heads;
        private final int dim;

        Layer(DecoderConfig config, int batch, TensorOptions options) {
            heads = config.keyHeads();
            dim = config.headDim();
            long[] shape = {batch, heads, capacity, dim};
            keys = torch.zeros(shape, options);
            values = torch.zeros(shape, options);
        }

        Rows rows(int reach) {
            FloatPointer keyNumbers = keys.data_ptr_float();
            FloatPointer valueNumbers = values.data_ptr_float();
            return (newKeys, newValues) -> {
                requireRoom(1);
                write(newKeys, keyNumbers);
                write(newValues, valueNumbers);
                int first = Math.max(0, length + 1 - reach);
                int seen = length + 1 - first;
                return new Pair(keys.narrow(2, first, seen), values.narrow(2, first, seen));
            };
        }

        private void write(float[] row, FloatPointer numbers) {
            for (int head = 0; head < heads; head++) {
                numbers.position(((long) head * capacity + length) * dim).put(row, head * dim, dim);
            }
        }

        @Override
        public Pair append(Tensor newKeys, Tensor newValues) {
            long time = newKeys.size(2);
            requireRoom(time);
            keys.narrow(2, length, time).copy_(newKeys);
            values.narrow(2, length, time).copy_(newValues);
            return new Pair(keys.narrow(2, 0, length + time), values.narrow(2, 0, length + time));
        }
    }
}
