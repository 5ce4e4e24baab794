package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.text.Normalizer;
import java.util.List;

/// Words without punctuation, in the ways that checks take them.
final class Bare {
    private static final String AROUND = Python.PUNCTUATION + " ";

    private Bare() {}

    /// A text without ASCII punctuation.
    static String text(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (Python.PUNCTUATION.indexOf(text.charAt(i)) < 0) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    /// The words of a text without punctuation.
    static List<String> words(String text) {
        return Python.words(text(text));
    }

    /// A word without punctuation and blanks at its ends.
    static String ends(String word) {
        return Python.strip(word, AROUND);
    }

    /// A text without punctuation and blanks at its beginning.
    static String begin(String text) {
        int from = 0;
        while (from < text.length() && AROUND.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return text.substring(from);
    }

    /// A text without punctuation and blanks at its end.
    static String end(String text) {
        int to = text.length();
        while (to > 0 && AROUND.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(0, to);
    }

    /// Letters without accents; what is no ASCII then is left out.
    static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[^\\x00-\\x7F]", "");
    }

    /// Whether there is a small letter from a to z.
    static boolean hasSmallLetter(String word) {
        return word.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }
}
