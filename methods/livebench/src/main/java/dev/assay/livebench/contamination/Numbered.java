package dev.assay.livebench.contamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Texts as the numbers of their words, with a mark where one ends.
final class Numbered {
    private final int[] numbers;

    /// An n-gram, equal to one of the same words.
    record Gram(int[] words) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Gram(int[] own) && Arrays.equals(words, own);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }
    }

    private Numbered(int[] numbers) {
        this.numbers = numbers;
    }

    /// Numbers the words of texts, and adds new ones to the vocabulary.
    static Numbered of(List<String> texts, Vocabulary vocabulary) {
        List<Integer> numbers = new ArrayList<>();
        Words words = new Words(new WordSink() {
            @Override
            public void word(byte[] text, int length, long hash, long offset, long line) {
                numbers.add(vocabulary.add(text, length, hash));
            }

            @Override
            public void gap() {
                numbers.add(Vocabulary.NONE);
            }
        });
        texts.forEach(words::put);
        return new Numbered(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    /// How many words there are.
    int words() {
        return (int) Arrays.stream(numbers)
                .filter(number -> number != Vocabulary.NONE)
                .count();
    }

    /// The different n-grams in order, none of them across two texts.
    Set<Gram> grams(int length) {
        Set<Gram> all = new LinkedHashSet<>();
        int unbroken = 0;
        for (int end = 1; end <= numbers.length; end++) {
            unbroken = numbers[end - 1] == Vocabulary.NONE ? 0 : unbroken + 1;
            if (unbroken >= length) {
                all.add(new Gram(Arrays.copyOfRange(numbers, end - length, end)));
            }
        }
        return all;
    }
}
