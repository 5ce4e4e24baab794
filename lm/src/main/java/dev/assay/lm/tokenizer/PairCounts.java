package dev.assay.lm.tokenizer;

import dev.assay.lm.tokenizer.WordCounts.Word;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// How often each pair of neighbouring tokens occurs, kept up to date while pairs are merged.
///
/// Each pair knows the words it has been seen in, so a merge touches only those. The most frequent pair comes
/// from a heap whose entries may be out of date; such an entry goes back with its present count. Cost of a
/// merge: the length of the words that hold the pair, and `log` of the number of pairs for each count that
/// changed.
final class PairCounts {
    private final List<Word> words;
    private final Map<Long, Seen> pairs = new HashMap<>();
    private final PriorityQueue<Ranked> heap = new PriorityQueue<>();
    private final Set<Long> grown = new HashSet<>();

    PairCounts(List<Word> words) {
        this.words = words;
        for (int index = 0; index < words.size(); index++) {
            Word word = words.get(index);
            for (int i = 0; i + 1 < word.length; i++) {
                grow(word.tokens[i], word.tokens[i + 1], index);
            }
        }
        rankGrown();
    }

    /// The most frequent pair; among equals the one with the lowest left id, then the lowest right id.
    Optional<Ranked> best() {
        for (Ranked top = heap.poll(); top != null; top = heap.poll()) {
            Seen seen = pairs.get(top.pair());
            long now = seen == null ? 0 : seen.count;
            if (now == top.count()) {
                return Optional.of(top);
            }
            if (now > 0 && now < top.count()) {
                heap.add(new Ranked(now, top.pair()));
            }
        }
        return Optional.empty();
    }

    /// Replaces a pair, from left to right in each word.
    void merge(Ranked ranked, int token) {
        Seen seen = pairs.remove(ranked.pair());
        if (seen == null) {
            throw new IllegalStateException("the pair has been merged already");
        }
        for (int i = 0; i < seen.size; i++) {
            int index = seen.words[i];
            merge(index, words.get(index), ranked, token);
        }
        rankGrown();
    }

    private void merge(int index, Word word, Ranked pair, int token) {
        int kept = 0;
        int i = 0;
        while (i < word.length) {
            if (!pair.standsAt(word, i)) {
                word.tokens[kept++] = word.tokens[i++];
                continue;
            }
            if (kept > 0) {
                shrink(word.tokens[kept - 1], pair.left(), word.count);
                grow(word.tokens[kept - 1], token, index);
            }
            if (i + 2 < word.length) {
                shrink(pair.right(), word.tokens[i + 2], word.count);
                grow(token, word.tokens[i + 2], index);
            }
            word.tokens[kept++] = token;
            i += 2;
        }
        word.length = kept;
    }

    private void grow(int left, int right, int index) {
        long pair = pair(left, right);
        Seen seen = pairs.computeIfAbsent(pair, any -> new Seen());
        seen.count += words.get(index).count;
        seen.add(index);
        grown.add(pair);
    }

    private void shrink(int left, int right, long count) {
        Seen seen = pairs.get(pair(left, right));
        if (seen != null) {
            seen.count -= count;
        }
    }

    private void rankGrown() {
        for (long pair : grown) {
            Seen seen = pairs.get(pair);
            if (seen != null && seen.count > 0) {
                heap.add(new Ranked(seen.count, pair));
            }
        }
        grown.clear();
    }

    private static long pair(int left, int right) {
        return (long) left << Integer.SIZE | right;
    }

    /// A pair with the count it had when it was put on the heap.
    record Ranked(long count, long pair) implements Comparable<Ranked> {
        int left() {
            return (int) (pair >>> Integer.SIZE);
        }

        int right() {
            return (int) pair;
        }

        boolean standsAt(Word word, int i) {
            return i + 1 < word.length && word.tokens[i] == left() && word.tokens[i + 1] == right();
        }

        @Override
        public int compareTo(Ranked other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : Long.compare(pair, other.pair);
        }
    }

    /// The count of a pair and the words it was seen in.
    private static final class Seen {
        private long count;
        private int[] words = new int[2];
        private int size;

        void add(int index) {
            if (size > 0 && words[size - 1] == index) {
                return;
            }
            if (size == words.length) {
                words = Arrays.copyOf(words, size * 2);
            }
            words[size++] = index;
        }
    }
}
