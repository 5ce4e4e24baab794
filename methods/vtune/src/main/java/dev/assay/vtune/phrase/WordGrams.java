package dev.assay.vtune.phrase;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Runs of words, by their hashes, that are looked for in a text.
///
/// Words are runs of letters and digits, in small letters. Not safe for use from several threads.
public final class WordGrams {
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0x100000001B3L;
    private static final long OFFSET = 0xCBF29CE484222325L;

    private final List<Length> lengths = new ArrayList<>();

    /// Grams of one length: an open table of hashes and of who they belong to.
    private static final class Length {
        private final int words;
        private long[] hashes = new long[64];
        private int[] owners = new int[64];
        private int size;
        private final long[] recent;
        private long leaving = 1;
        private long rolling;
        private int read;

        Length(int words) {
            this.words = words;
            this.recent = new long[words];
            for (int i = 1; i < words; i++) {
                leaving *= BASE;
            }
        }

        void clear() {
            rolling = 0;
            read = 0;
        }

        /// The hash of the last words, if there are enough of them.
        boolean take(long word) {
            int place = read % words;
            rolling = (rolling - (read >= words ? recent[place] * leaving : 0)) * BASE + word;
            recent[place] = word;
            read++;
            return read >= words;
        }

        void add(long hash, int owner) {
            if (2 * (size + 1) > hashes.length) {
                grow();
            }
            put(hash, owner);
            size++;
        }

        private void put(long hash, int owner) {
            int slot = slot(hash);
            while (owners[slot] != 0) {
                slot = (slot + 1) & (hashes.length - 1);
            }
            hashes[slot] = hash;
            owners[slot] = owner + 1;
        }

        private void grow() {
            long[] oldHashes = hashes;
            int[] oldOwners = owners;
            hashes = new long[2 * oldHashes.length];
            owners = new int[hashes.length];
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldOwners[i] != 0) {
                    put(oldHashes[i], oldOwners[i] - 1);
                }
            }
        }

        private int slot(long hash) {
            return (int) ((hash * BASE) >>> 40) & (hashes.length - 1);
        }

        void find(IntConsumer found) {
            for (int slot = slot(rolling); owners[slot] != 0; slot = (slot + 1) & (hashes.length - 1)) {
                if (hashes[slot] == rolling) {
                    found.accept(owners[slot] - 1);
                }
            }
        }
    }

    /// Looks for every run of so many words of a text.
    ///
    /// @param owner from 0, who is named where one is found
    public void add(String text, int words, int owner) {
        Length length = lengths.stream()
                .filter(each -> each.words == words)
                .findFirst()
                .orElseGet(() -> {
                    lengths.add(new Length(words));
                    return lengths.getLast();
                });
        length.clear();
        eachWord(text, word -> {
            if (length.take(word)) {
                length.add(length.rolling, owner);
            }
        });
    }

    /// Names the owner of every run that is found in a text.
    public void search(String text, IntConsumer found) {
        for (Length length : lengths) {
            length.clear();
        }
        eachWord(text, word -> {
            for (Length length : lengths) {
                if (length.take(word)) {
                    length.find(found);
                }
            }
        });
    }

    /// What is done with a word's hash.
    private interface HashedWord {
        void word(long hash);
    }

    private static void eachWord(String text, HashedWord work) {
        long hash = OFFSET;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c < 128
                    ? (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')
                    : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
            if (letter) {
                hash = (hash ^ Character.toLowerCase(c)) * PRIME;
                inside = true;
            } else if (inside) {
                work.word(hash);
                hash = OFFSET;
                inside = false;
            }
        }
        if (inside) {
            work.word(hash);
        }
    }
}
