package dev.assay.lm.generate;

import dev.assay.base.AssayException;
import java.util.Arrays;

/// The logits of one place, one for each id of the vocabulary.
///
/// @param values natural logarithms of the probabilities, up to a constant
public record Logits(float[] values) {
    /// The number that turns logits into log-probabilities, `log Σ exp(logit)`.
    ///
    /// @throws AssayException `ASSAY-4062` if a logit is not a number, or none is above minus infinity
    public double logSumExp() {
        float largest = Float.NEGATIVE_INFINITY;
        boolean numbers = true;
        for (float logit : values) {
            largest = Math.max(largest, logit);
            numbers &= !Float.isNaN(logit);
        }
        if (!numbers || Float.isInfinite(largest)) {
            throw AssayException.of(
                    "ASSAY-4062",
                    "The model gives no distribution of the next token: "
                            + (numbers ? "its largest logit is " + largest + "." : "its logits are not numbers."),
                    "logits",
                    "check the weights, which may be damaged or may have diverged in training; in bf16, try f32");
        }
        double sum = 0;
        for (float logit : values) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum);
    }

    /// The most probable ids with their log-probabilities, likeliest first, the lower id first on a
    /// tie.
    ///
    /// @param most how many at most
    /// @throws AssayException `ASSAY-4062` as [#logSumExp()]
    public Generated.TopTokens top(int most) {
        return top(most, logSumExp());
    }

    Generated.TopTokens top(int most, double normaliser) {
        int[] ids = best(Math.min(most, values.length));
        return new Generated.TopTokens(
                ids,
                Arrays.stream(ids).mapToDouble(id -> values[id] - normaliser).toArray());
    }

    /// The ids of the largest logits, falling; the lower id first on a tie.
    int[] best(int most) {
        long[] keys = most < values.length ? largest(most) : keys();
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private long[] keys() {
        long[] keys = new long[values.length];
        Arrays.setAll(keys, this::key);
        return keys;
    }

    /// A heap of the smallest keys seen, the largest of them on top.
    private long[] largest(int most) {
        long[] heap = new long[most];
        int count = 0;
        for (int id = 0; id < values.length && most > 0; id++) {
            long key = key(id);
            if (count < most) {
                rise(heap, count++, key);
            } else if (key < heap[0]) {
                sink(heap, key);
            }
        }
        return heap;
    }

    /// A number that is smaller for a larger logit, then for a lower id.
    private long key(int id) {
        int bits = Float.floatToIntBits(values[id] + 0.0f);
        int rising = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        return ((long) ~rising << 32) | id;
    }

    private static void rise(long[] heap, int place, long key) {
        int at = place;
        while (at > 0 && heap[(at - 1) / 2] < key) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = key;
    }

    private static void sink(long[] heap, long key) {
        int at = 0;
        for (int child = 1; child < heap.length; child = 2 * at + 1) {
            int larger = child + 1 < heap.length && heap[child + 1] > heap[child] ? child + 1 : child;
            if (heap[larger] <= key) {
                break;
            }
            heap[at] = heap[larger];
            at = larger;
        }
        heap[at] = key;
    }
}
