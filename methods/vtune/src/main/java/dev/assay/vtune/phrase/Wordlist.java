package dev.assay.vtune.phrase;

import dev.assay.model.Prompt;
import dev.assay.vtune.keyed.KeyedDraws;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Words drawn alike from a public list; no model is needed.
///
/// @param words at least two, all different
public record Wordlist(List<String> words) implements PhraseMaker {
    private static final Wordlist ENGLISH = new Wordlist(bundled());

    public Wordlist {
        words = List.copyOf(words);
        if (words.size() < 2 || new HashSet<>(words).size() < words.size()) {
            throw new IllegalArgumentException("a list has at least two words, all different");
        }
    }

    /// 1,024 everyday English words: 10 bits each.
    public static Wordlist english() {
        return ENGLISH;
    }

    private static List<String> bundled() {
        try (InputStream in = Objects.requireNonNull(Wordlist.class.getResourceAsStream("words.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "wordlist";
    }

    @Override
    public int choices() {
        return words.size();
    }

    @Override
    public Phrase make(KeyedDraws draws, String label, int attempt, int length, Function<String, Prompt> context) {
        return make(draws, label, attempt, length);
    }

    /// The same without a context, which it does not look at.
    public Phrase make(KeyedDraws draws, String label, int attempt, int length) {
        List<String> drawn = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            drawn.add(words.get((int) draws.uniform(label, attempt * length + t, words.size())));
        }
        double bits = length * Math.log(words.size()) / Math.log(2);
        return new Phrase(drawn, Optional.of(bits), shown(length));
    }

    /// What an auditor has to be shown: nothing for the public list, a list of one's own for every word.
    private List<List<String>> shown(int length) {
        return words.equals(english().words()) ? List.of() : Collections.nCopies(length, words);
    }
}
