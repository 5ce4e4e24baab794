package dev.assay.tiny.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// A reproducible source of choices: the same seed and purpose give the same rolls on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), written out so that
/// the checked-in files do not hang on a library's choice of algorithm. Each purpose has dice of its own, so that a
/// new template does not change the rows of another.
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, String purpose) {
        return new Dice(hash(seed, purpose));
    }

    /// A well mixed 64-bit hash of text and seed: FNV-1a over the UTF-8 bytes, then SplitMix64's finaliser.
    static long hash(long seed, String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return mix(hash ^ mix(seed + GOLDEN_GAMMA));
    }

    /// A number from 0 to `sides - 1`.
    int roll(int sides) {
        state += GOLDEN_GAMMA;
        return (int) Long.remainderUnsigned(mix(state), sides);
    }

    <T> T pick(List<T> choices) {
        return choices.get(roll(choices.size()));
    }

    <T> List<T> shuffled(Collection<T> items) {
        List<T> list = new ArrayList<>(items);
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, roll(i + 1));
        }
        return list;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
