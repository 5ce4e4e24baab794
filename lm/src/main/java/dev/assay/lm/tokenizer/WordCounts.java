package dev.assay.lm.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each word occurs in the texts seen so far; memory grows with the number of different words
/// alone.
final class WordCounts {
    private final Map<String, long[]> counts = new HashMap<>();
    private final BpePlan plan;

    WordCounts(BpePlan plan) {
        this.plan = plan;
    }

    /// Counts the words of a text; special tokens in it are no words.
    void add(String text) {
        int from = 0;
        while (from < text.length()) {
            int cut = text.length();
            int next = cut;
            for (String special : plan.specialTokens()) {
                int found = text.indexOf(special, from);
                if (found >= 0 && found < cut) {
                    cut = found;
                    next = found + special.length();
                }
            }
            Words.split(text.substring(from, cut), this::count);
            from = next;
        }
    }

    private void count(String word) {
        counts.computeIfAbsent(word, any -> new long[1])[0]++;
    }

    /// The words as bytes, cut where they are too long, in an order that depends on the words alone.
    List<Word> words() {
        List<Map.Entry<String, long[]>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        List<Word> words = new ArrayList<>(sorted.size());
        for (Map.Entry<String, long[]> entry : sorted) {
            byte[] bytes = entry.getKey().getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from += plan.longestWord()) {
                int to = Math.min(bytes.length, from + plan.longestWord());
                words.add(Word.of(Arrays.copyOfRange(bytes, from, to), entry.getValue()[0]));
            }
        }
        return words;
    }

    /// A word as token ids, with its number of occurrences.
    static final class Word {
        final int[] tokens;
        final long count;
        int length;

        private Word(int[] tokens, long count) {
            this.tokens = tokens;
            this.count = count;
            this.length = tokens.length;
        }

        static Word of(byte[] bytes, long count) {
            int[] tokens = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                tokens[i] = bytes[i] & 0xFF;
            }
            return new Word(tokens, count);
        }
    }
}
