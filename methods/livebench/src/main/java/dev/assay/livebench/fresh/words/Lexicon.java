package dev.assay.livebench.fresh.words;

import dev.assay.livebench.text.Python;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Common English words in all their forms and in both spellings, British and American: what a reader
/// takes for a word.
final class Lexicon {
    private static final Lexicon COMMON = read();

    private final Set<String> words;
    private final Set<String> more;

    private Lexicon(Set<String> words, Set<String> more) {
        this.words = words;
        this.more = more;
    }

    /// The bundled one.
    static Lexicon common() {
        return COMMON;
    }

    private static Lexicon read() {
        Set<String> all = new LinkedHashSet<>();
        for (String word : Python.words(BundledMaterial.text("common-words.txt"))) {
            for (String form : Inflections.of(word)) {
                all.add(form);
                all.addAll(Inflections.spellings(form));
            }
        }
        return new Lexicon(all, Set.of());
    }

    /// This one and the words of a text.
    Lexicon with(List<String> text) {
        return new Lexicon(words, Set.copyOf(text));
    }

    boolean knows(String word) {
        return words.contains(word) || more.contains(word);
    }

    /// The common words in all their forms.
    Set<String> words() {
        return words;
    }
}
