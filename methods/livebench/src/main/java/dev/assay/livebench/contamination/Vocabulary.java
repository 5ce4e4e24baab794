package dev.assay.livebench.contamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The questions' words, each with a number from 0; found by hash, and compared byte by byte before it counts.
final class Vocabulary {
    /// The number of a word that no question has.
    static final int NONE = -1;

    private static final double MOST_FILLED = 0.5;

    private final List<byte[]> words = new ArrayList<>();
    private int[] places = filled(1 << 10);
    private long[] hashes = new long[places.length];

    private static int[] filled(int size) {
        int[] places = new int[size];
        Arrays.fill(places, NONE);
        return places;
    }

    /// The number of a word, or [#NONE].
    int number(byte[] text, int length, long hash) {
        int[] table = places;
        int mask = table.length - 1;
        for (int at = spread(hash) & mask; ; at = (at + 1) & mask) {
            int number = table[at];
            if (number == NONE || (hashes[at] == hash && isWord(number, text, length))) {
                return number;
            }
        }
    }

    private boolean isWord(int number, byte[] text, int length) {
        byte[] word = words.get(number);
        return Arrays.equals(word, 0, word.length, text, 0, length);
    }

    /// The number of a word, which is added if it is new.
    int add(byte[] text, int length, long hash) {
        int number = number(text, length, hash);
        if (number != NONE) {
            return number;
        }
        if (words.size() + 1 > MOST_FILLED * places.length) {
            grow();
        }
        words.add(Arrays.copyOf(text, length));
        place(words.size() - 1, hash);
        return words.size() - 1;
    }

    private void grow() {
        int[] before = places;
        long[] old = hashes;
        places = filled(before.length * 2);
        hashes = new long[places.length];
        for (int at = 0; at < before.length; at++) {
            if (before[at] != NONE) {
                place(before[at], old[at]);
            }
        }
    }

    private void place(int number, long hash) {
        int mask = places.length - 1;
        int at = spread(hash) & mask;
        while (places[at] != NONE) {
            at = (at + 1) & mask;
        }
        places[at] = number;
        hashes[at] = hash;
    }

    private static int spread(long hash) {
        return (int) ((hash * 0x9e3779b97f4a7c15L) >>> 32);
    }
}
