package dev.assay.lm.family;

import dev.assay.nn.layer.Mask;
import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Makes the masks that decoders need.
public final class Masks {
    private Masks() {}

    /// The mask for `time` new columns after `past` old ones, rows being padded on the left.
    ///
    /// @param time   new columns
    /// @param past   columns in the cache
    /// @param starts the first column of each row that is not padding, `[batch]`
    /// @param window how far back attention sees, where it is limited
    public static Mask padded(int time, int past, int[] starts, OptionalInt window) {
        boolean unpadded = Arrays.stream(starts).allMatch(s -> s == 0);
        boolean unlimited = window.isEmpty() || past + time <= window.getAsInt();
        if (unpadded && unlimited && (past == 0 || time == 1)) {
            return time == 1 ? new Mask.Everything() : new Mask.Causal();
        }
        Tensor query = torch.arange(new Scalar(past), new Scalar(past + time)).view(1, 1, time, 1);
        Tensor key = torch.arange(new Scalar(past + time)).view(1, 1, 1, past + time);
        Tensor first = column(starts);
        // What looks from the padding sees the padding, lest a row of the softmax be empty.
        Tensor real = key.ge(first).logical_or(query.lt(first));
        return hiding(real.logical_and(near(query, key, window)).logical_not());
    }

    private static Tensor column(int[] values) {
        return torch.tensor(Arrays.stream(values).asLongStream().toArray()).view(values.length, 1, 1, 1);
    }

    /// Whether a key is none of the future and within reach.
    private static Tensor near(Tensor query, Tensor key, OptionalInt window) {
        Tensor causal = key.le(query);
        return window.isPresent() ? causal.logical_and(query.sub(key).lt(new Scalar(window.getAsInt()))) : causal;
    }

    private static Mask hiding(Tensor hidden) {
        Tensor bias = torch.zeros(hidden.sizes().vec().get());
        return new Mask.Explicit(bias.masked_fill_(hidden, new Scalar(Double.NEGATIVE_INFINITY)));
    }

    /// The mask of packed sequences: a position sees earlier ones of its own segment.
    ///
    /// @param segments `[batch][time]`, the number of the sequence at each position
    /// @param window   how far back attention sees, where it is limited
    public static Mask packed(int[][] segments, OptionalInt window) {
        int time = segments[0].length;
        long[] flat = Arrays.stream(segments)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        Tensor segment = torch.tensor(flat).view(segments.length, 1, time, 1);
        Tensor position = torch.arange(new Scalar(time));
        Tensor own = segment.eq(segment.transpose(2, 3));
        Tensor near = near(position.view(1, 1, time, 1), position.view(1, 1, 1, time), window);
        return hiding(own.logical_and(near).logical_not());
    }

    /// The same mask on the device and in the number format of a tensor.
    static Mask like(Mask mask, Tensor other) {
        return switch (mask) {
            case Mask.Everything everything -> everything;
            case Mask.Causal causal -> causal;
            case Mask.Explicit(Tensor bias) -> new Mask.Explicit(bias.to(other.device(), other.scalar_type()));
        };
    }
}
