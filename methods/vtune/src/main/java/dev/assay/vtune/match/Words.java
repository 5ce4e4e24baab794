package dev.assay.vtune.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Texts as their words: what white space parts, in small letters, without the punctuation around it.
final class Words {
    private static final Pattern WHITE = Pattern.compile("\\s+");
    private static final Pattern AROUND = Pattern.compile("^\\P{L}+(?=\\p{L})|(?<=\\p{L})[^\\p{L}\\p{N}]+$");

    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        for (String word : WHITE.split(text.strip())) {
            String bare = AROUND.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
            if (!bare.isEmpty()) {
                words.add(bare);
            }
        }
        return words;
    }

    /// The fewest words that differ between the wanted ones and as many in a row; more than all if there are
    /// too few.
    static int distance(List<String> wanted, List<String> all) {
        int best = wanted.size() + 1;
        for (int start = 0; start + wanted.size() <= all.size(); start++) {
            int differ = 0;
            for (int i = 0; i < wanted.size() && differ < best; i++) {
                differ += wanted.get(i).equals(all.get(start + i)) ? 0 : 1;
            }
            best = Math.min(best, differ);
        }
        return best;
    }
}
