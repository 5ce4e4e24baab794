package dev.assay.lm.family;

import dev.assay.nn.layer.Mask;
import java.util.OptionalInt;
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
        boolean unpadded = java.util.Arrays.stream(starts).allMatch(s -> s == 0);
        boolean unlimited = window.isEmpty() || past + time <= window.getAsInt();
        if (unpadded && unlimited && (past == 0 || time == 1)) {
            return time == 1 ? new Mask.Everything() : new Mask.Causal();
        }
        int keys = past + time;
        float[] bias = new float[starts.length * time * keys];
        int reach = window.orElse(Integer.MAX_VALUE);
        for (int row = 0; row < starts.length; row++) {
            for (int i = 0; i < time; i++) {
                int query = past + i;
                for (int key = 0; key < keys; key++) {
                    boolean real = key >= starts[row] || query < starts[row];
                    boolean seen = real && key <= query && query - key < reach;
                    bias[(row * time + i) * keys + key] = seen ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        return new Mask.Explicit(torch.tensor(bias).view(starts.length, 1, time, keys));
    }

    /// The mask of packed sequences: a position sees earlier ones of its own segment.
    ///
    /// @param segments `[batch][time]`, the number of the sequence at each position
    /// @param window   how far back attention sees, where it is limited
    public static Mask packed(int[][] segments, OptionalInt window) {
        int time = segments[0].length;
        int reach = window.orElse(Integer.MAX_VALUE);
        float[] bias = new float[segments.length * time * time];
        for (int row = 0; row < segments.length; row++) {
            for (int query = 0; query < time; query++) {
                for (int key = 0; key < time; key++) {
                    boolean seen = key <= query && segments[row][key] == segments[row][query] && query - key < reach;
                    bias[(row * time + query) * time + key] = seen ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        Tensor all = torch.tensor(bias).view(segments.length, 1, time, time);
        return new Mask.Explicit(all);
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
