package dev.assay.livebench.fresh.words;

import java.util.List;
import java.util.Locale;

/// Words that have something in common.
///
/// @param theme what that is
/// @param words at least four, all different, whatever their case
public record WordGroup(String theme, List<String> words) {
    /// How many words of a group a question shows.
    static final int SHOWN = 4;

    public WordGroup {
        words = List.copyOf(words);
        if (theme.isBlank()) {
            throw new IllegalArgumentException("the theme is empty");
        }
        if (words.stream().map(WordGroup::small).distinct().count() < Math.max(SHOWN, words.size())) {
            throw new IllegalArgumentException("a group has at least four words, and no word twice");
        }
        words.stream().filter(word -> !isPlain(word)).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException("'" + word + "' is no word; it may hold no comma, bracket or line end");
        });
    }

    /// The group with its words in small letters and without blanks around them.
    WordGroup inSmallLetters() {
        return new WordGroup(theme, words.stream().map(WordGroup::small).toList());
    }

    private static String small(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    /// What separates words in an answer, or ends it, may not stand in one.
    private static boolean isPlain(String word) {
        return !word.isBlank() && word.chars().noneMatch(c -> c < ' ' || ",;<>{}[]\\*".indexOf(c) >= 0);
    }
}
