package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.OptionalInt;

/// Causal attention over one sequence, with grouped keys and values and an optional sliding window.
///
/// Head `h` at position `t` gives `Σ_s a_s v_s`, where `a = softmax(scale · q_t · k_s)` runs over the visible
/// positions `s`: all with `s ≤ t`, and under a window `w` only those with `s > t - w` (the position itself
/// counts). Query head `h` reads key/value head `h / (heads / keyValueHeads)`.
///
/// Sources: Vaswani et al., "Attention Is All You Need" (2017), section 3.2; Ainslie et al., "GQA" (2023);
/// Beltagy et al., "Longformer" (2020), section 3.1, for the window.
///
/// @param heads         query heads
/// @param keyValueHeads key and value heads, a divisor of `heads`
/// @param headDim       numbers per head
/// @param scale         what a score is multiplied by
/// @param window        how many positions one can see, itself included; empty for all
record CausalAttention(int heads, int keyValueHeads, int headDim, double scale, OptionalInt window) {

    /// Queries `[time, heads·headDim]`, keys and values `[time, keyValueHeads·headDim]` to `[time,
    /// heads·headDim]`.
    double[][] apply(double[][] queries, double[][] keys, double[][] values) {
        double[][] out = new double[queries.length][heads * headDim];
        for (int t = 0; t < queries.length; t++) {
            for (int head = 0; head < heads; head++) {
                double[] mixed = mix(weights(queries, keys, head, t), values, head, t);
                System.arraycopy(mixed, 0, out[t], head * headDim, headDim);
            }
        }
        return out;
    }

    /// The attention weights of a head at position `t`, for the positions from [#firstVisible(int)] to `t`.
    double[] weights(double[][] queries, double[][] keys, int head, int t) {
        double[] query = slice(queries[t], head);
        int first = firstVisible(t);
        double[] scores = new double[t - first + 1];
        for (int s = first; s <= t; s++) {
            scores[s - first] = scale * Formulas.dot(query, slice(keys[s], keyValueHead(head)));
        }
        return Formulas.softmax(scores);
    }

    /// The earliest position that position `t` attends to.
    int firstVisible(int t) {
        return window.isPresent() ? Math.max(0, t - window.getAsInt() + 1) : 0;
    }

    private double[] mix(double[] weights, double[][] values, int head, int t) {
        double[] mixed = new double[headDim];
        for (int s = firstVisible(t); s <= t; s++) {
            double[] value = slice(values[s], keyValueHead(head));
            for (int i = 0; i < headDim; i++) {
                mixed[i] += weights[s - firstVisible(t)] * value[i];
            }
        }
        return mixed;
    }

    private int keyValueHead(int head) {
        return head / (heads / keyValueHeads);
    }

    private double[] slice(double[] row, int head) {
        return Arrays.copyOfRange(row, head * headDim, (head + 1) * headDim);
    }
}
