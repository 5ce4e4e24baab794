package dev.assay.livebench.contamination;

import java.util.Arrays;

/// N-grams of one length, each with the passages that have it; found by a 64-bit hash that rolls along
/// a text, and compared word by word before it counts.
///
/// The hash of the words `w1 ... wn` is the polynomial `Σ m(wi) · B^(n - i)` modulo 2⁶⁴, where m mixes
/// a word's number; a further word takes one multiplication and the word that leaves another. Source:
/// Karp and Rabin, "Efficient randomized pattern-matching algorithms" (1987).
final class Ngrams {
    /// No entry.
    static final int NONE = -1;

    private static final long BASE = 0x9e3779b97f4a7c15L;
    private static final double MOST_FILLED = 0.5;
    private static final int FILTER_WORDS = 1 << 17;

    private final int words;
    private final long leaving;
    private int[] places = filled(1 << 10);
    private long[] hashes = new long[places.length];
    private int used;

    // One bit for each hash, of a few megabytes at most, so that what is not there is told without leaving the cache.
    private final long[] filter = new long[FILTER_WORDS];

    // Of each entry: its words, its passage, the next entry of the same hash.
    private int[][] texts = new int[1 << 10][];
    private int[] passages = new int[1 << 10];
    private int[] next = new int[1 << 10];
    private int entries;

    /// @param words of each n-gram
    Ngrams(int words) {
        this.words = words;
        long power = 1;
        for (int i = 0; i < words; i++) {
            power *= BASE;
        }
        this.leaving = power;
    }

    private static int[] filled(int size) {
        int[] places = new int[size];
        Arrays.fill(places, NONE);
        return places;
    }

    /// Words of each n-gram.
    int words() {
        return words;
    }

    /// The hash of a text with one word more.
    long entered(long hash, int number) {
        return hash * BASE + mixed(number);
    }

    /// The same where the word that stands n words before leaves.
    long left(long hash, int number) {
        return hash - mixed(number) * leaving;
    }

    private static long mixed(int number) {
        long z = (number + 1) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 30)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// Adds an n-gram of a passage.
    void add(int[] text, int passage) {
        if (used + 1 > MOST_FILLED * places.length) {
            grow();
        }
        if (entries == passages.length) {
            texts = Arrays.copyOf(texts, 2 * entries);
            passages = Arrays.copyOf(passages, 2 * entries);
            next = Arrays.copyOf(next, 2 * entries);
        }
        long hash = 0;
        for (int number : text) {
            hash = entered(hash, number);
        }
        texts[entries] = text;
        passages[entries] = passage;
        int at = place(hash);
        next[entries] = places[at];
        used += places[at] == NONE ? 1 : 0;
        places[at] = entries++;
        hashes[at] = hash;
        int bit = spread(hash);
        filter[(bit >>> 6) & (FILTER_WORDS - 1)] |= 1L << bit;
    }

    private int place(long hash) {
        int mask = places.length - 1;
        int at = spread(hash) & mask;
        while (places[at] != NONE && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] before = places;
        long[] old = hashes;
        places = filled(before.length * 2);
        hashes = new long[places.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != NONE) {
                int at = place(old[i]);
                places[at] = before[i];
                hashes[at] = old[i];
            }
        }
    }

    /// The first entry with a hash, or [#NONE].
    int first(long hash) {
        int bit = spread(hash);
        if ((filter[(bit >>> 6) & (FILTER_WORDS - 1)] & (1L << bit)) == 0) {
            return NONE;
        }
        return places[place(hash)];
    }

    /// The next entry with the same hash, or [#NONE].
    int next(int entry) {
        return next[entry];
    }

    /// How many entries there are, numbered from 0.
    int size() {
        return entries;
    }

    /// The passage that has an entry.
    int passage(int entry) {
        return passages[entry];
    }

    /// Whether an entry's words are the last ones of a ring.
    ///
    /// @param end where the next word would go; the ring's size is a power of two
    boolean isEntry(int entry, int[] ring, long end) {
        int[] text = texts[entry];
        int mask = ring.length - 1;
        for (int i = 0; i < words; i++) {
            if (ring[(int) (end - words + i) & mask] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int spread(long hash) {
        return (int) (((hash ^ (hash >>> 29)) * 0xbf58476d1ce4e5b9L) >>> 32);
    }
}
