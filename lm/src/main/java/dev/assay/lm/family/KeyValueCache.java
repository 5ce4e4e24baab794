package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The keys and values of all positions so far, so that each new token costs one position's work.
///
/// Room is taken at once; it belongs to the scope that was open. A pass writes its columns after the filled
/// ones; the caller then [advances][#advance(int)].
public final class KeyValueCache {
    private final int capacity;
    private final List<Layer> layers;
    private int length;

    /// @param config   of the decoder
    /// @param batch    rows
    /// @param capacity columns
    /// @param weight   one of the decoder's: the cache lies on its device, in its number format, but in f32 on a
    ///     processor, whose attention over bf16 takes several times as long
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

    /// One for each block of the decoder.
    public List<KeysAndValues> perLayer() {
        return new ArrayList<>(layers);
    }

    /// `[batch, heads, capacity, dim]` twice.
    private final class Layer implements KeysAndValues {
        private final Tensor keys;
        private final Tensor values;

        Layer(DecoderConfig config, int batch, TensorOptions options) {
            long[] shape = {batch, config.keyHeads(), capacity, config.headDim()};
            keys = torch.zeros(shape, options);
            values = torch.zeros(shape, options);
        }

        @Override
        public Pair append(Tensor newKeys, Tensor newValues) {
            long time = newKeys.size(2);
            if (length + time > capacity) {
                throw new IllegalStateException(
                        "the cache has room for " + capacity + " positions, not " + (length + time));
            }
            keys.narrow(2, length, time).copy_(newKeys);
            values.narrow(2, length, time).copy_(newValues);
            return new Pair(keys.narrow(2, 0, length + time), values.narrow(2, 0, length + time));
        }
    }
}
