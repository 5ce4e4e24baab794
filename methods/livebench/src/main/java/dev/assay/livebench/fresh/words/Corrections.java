package dev.assay.livebench.fresh.words;

import java.util.Set;
import java.util.TreeSet;

/// The words that a misspelt one can have been: those that one slip of the pen leads to, which is a
/// letter too many, too few or wrong, or two that changed places.
///
/// All such texts are made and looked up, `54 n + 25` of them for n letters.
///
/// Source: Damerau, "A technique for computer detection and correction of spelling errors" (1964), who
/// found four in five misspellings to be one of these.
final class Corrections {
    private Corrections() {}

    /// The lexicon's words that are one slip away, in alphabetical order.
    static Set<String> of(String misspelt, Lexicon lexicon) {
        Set<String> found = new TreeSet<>();
        for (int i = 0; i <= misspelt.length(); i++) {
            String before = misspelt.substring(0, i);
            String after = misspelt.substring(i);
            for (char c = 'a'; c <= 'z'; c++) {
                keep(before + c + after, lexicon, found);
                if (!after.isEmpty()) {
                    keep(before + c + after.substring(1), lexicon, found);
                }
            }
            if (!after.isEmpty()) {
                keep(before + after.substring(1), lexicon, found);
            }
            if (after.length() > 1) {
                keep(before + after.charAt(1) + after.charAt(0) + after.substring(2), lexicon, found);
            }
        }
        found.remove(misspelt);
        return found;
    }

    private static void keep(String word, Lexicon lexicon, Set<String> found) {
        if (lexicon.knows(word)) {
            found.add(word);
        }
    }
}
