package dev.assay.vtune.keyed;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Draws that follow from a key: whole numbers, rows, orders.
///
/// @param key that they follow from
public record KeyedDraws(SecretKey key) {
    /// A number from 0 to `n - 1`, each as likely as any other.
    ///
    /// For c = 0, 1, 2, ... the first eight bytes of `PRF(K, label#c, i)` are read as an unsigned number
    /// `w`; the first below `2⁶⁴ - (2⁶⁴ mod n)` is taken, and the draw is `w mod n`.
    ///
    /// @param n read as unsigned, at least 1
    /// @throws IllegalArgumentException if `n` is 0
    public long uniform(String label, int index, long n) {
        if (n == 0) {
            throw new IllegalArgumentException("there is nothing to draw from");
        }
        long excess = Long.remainderUnsigned(-n, n);
        for (int c = 0; ; c++) {
            long w = ByteBuffer.wrap(key.prf(label + "#" + c, index)).getLong();
            if (excess == 0 || Long.compareUnsigned(w, -excess) < 0) {
                return Long.remainderUnsigned(w, n);
            }
        }
    }

    /// Some of the numbers from 0 to `n - 1`, each at most once, in the order drawn: the beginning of a
    /// Fisher-Yates shuffle, `a[j]` with `a[j + uniform(label, j, n - j)]`.
    ///
    /// @throws IllegalArgumentException if more are asked for than there are
    public int[] sample(String label, int n, int count) {
        if (count < 0 || count > n) {
            throw new IllegalArgumentException(count + " of " + n + " cannot be drawn");
        }
        // What was never swapped stands where it stood.
        Map<Integer, Integer> moved = new HashMap<>();
        int[] drawn = new int[count];
        for (int j = 0; j < count; j++) {
            int other = j + (int) uniform(label, j, n - j);
            drawn[j] = moved.getOrDefault(other, other);
            moved.put(other, moved.getOrDefault(j, j));
        }
        return drawn;
    }

    /// All numbers from 0 to `n - 1` in an order drawn by a Fisher-Yates shuffle from the front.
    public int[] shuffle(String label, int n) {
        int[] all = new int[n];
        for (int i = 0; i < n; i++) {
            all[i] = i;
        }
        for (int j = 0; j < n; j++) {
            int other = j + (int) uniform(label, j, n - j);
            int mine = all[j];
            all[j] = all[other];
            all[other] = mine;
        }
        return all;
    }
}
