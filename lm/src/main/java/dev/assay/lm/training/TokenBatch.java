package dev.assay.lm.training;

import dev.assay.lm.family.Input;
import dev.assay.lm.family.Masks;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Windows that go through the model together; shorter ones are padded on the right, where nobody looks.
///
/// @param windows at least one
/// @param weight  how much each place that counts adds to the loss, above 0
public record TokenBatch(List<Window> windows, double weight) {
    public TokenBatch {
        windows = List.copyOf(windows);
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weight of a place is above 0, not " + weight);
        }
    }

    /// Windows of which each place counts once.
    public TokenBatch(List<Window> windows) {
        this(windows, 1);
    }

    /// The same windows with another weight.
    TokenBatch weighing(double other) {
        return new TokenBatch(windows, other);
    }

    /// How many places count in the loss.
    public long targets() {
        return windows.stream().mapToLong(Window::targetCount).sum();
    }

    /// Tokens that go through the model, padding included.
    public long tokens() {
        return (long) windows.size() * width();
    }

    private int width() {
        return windows.stream().mapToInt(w -> w.ids().length).max().orElse(0);
    }

    /// What goes into the decoder.
    public Input input(OptionalInt slidingWindow) {
        int width = width();
        Input input = Input.of(
                tensor(windows.stream().map(w -> padded(w.ids(), width, 0)).toList()));
        boolean packed = windows.stream().anyMatch(Window::packed);
        if (!packed && (slidingWindow.isEmpty() || slidingWindow.getAsInt() >= width)) {
            return input;
        }
        int[][] segments = windows.stream()
                .map(w -> padded(w.segments(), width, Integer.MAX_VALUE))
                .toArray(int[][]::new);
        Tensor positions = tensor(
                windows.stream().map(w -> padded(w.positions(), width, 0)).toList());
        return input.with(positions, Masks.packed(segments, slidingWindow));
    }

    private static int[] padded(int[] values, int width, int filler) {
        int[] row = Arrays.copyOf(values, width);
        Arrays.fill(row, values.length, width, filler);
        return row;
    }

    private static Tensor tensor(List<int[]> rows) {
        long[] flat = rows.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        return torch.tensor(flat).view(rows.size(), rows.getFirst().length);
    }

    /// The flat places that count, `[targets]`, 64-bit, into `[batch · time]`.
    Tensor places() {
        int width = width();
        long[] places = new long[Math.toIntExact(targets())];
        int at = 0;
        for (int row = 0; row < windows.size(); row++) {
            int[] targets = windows.get(row).targets();
            for (int i = 0; i < targets.length; i++) {
                if (targets[i] != Window.NOTHING) {
                    places[at++] = (long) row * width + i;
                }
            }
        }
        return torch.tensor(places);
    }

    /// The ids to predict at those places, `[targets]`, 64-bit.
    Tensor targetIds() {
        long[] ids = windows.stream()
                .flatMapToInt(w -> Arrays.stream(w.targets()))
                .filter(t -> t != Window.NOTHING)
                .asLongStream()
                .toArray();
        return torch.tensor(ids);
    }
}
