package dev.assay.livebench.fresh.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a word comes to be misspelt. The first letter always stays.
enum Slip {
    /// As many people misspell it.
    COMMON {
        @Override
        List<String> of(String word) {
            return COMMON_ONES.getOrDefault(word, List.of());
        }
    },
    /// Two letters that stand side by side change places.
    SWAP {
        @Override
        List<String> of(String word) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i + 1 < word.length(); i++) {
                all.add(word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
            }
            return all;
        }
    },
    /// A letter is left out.
    DROP {
        @Override
        List<String> of(String word) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i < word.length(); i++) {
                all.add(word.substring(0, i) + word.substring(i + 1));
            }
            return all;
        }
    },
    /// A letter stands twice.
    DOUBLE {
        @Override
        List<String> of(String word) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i < word.length(); i++) {
                all.add(word.substring(0, i) + word.charAt(i) + word.substring(i));
            }
            return all;
        }
    };

    private static final Map<String, List<String>> COMMON_ONES = common();

    /// All ways in which this happens to a word; some may give the word itself, or another word.
    abstract List<String> of(String word);

    private static Map<String, List<String>> common() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        BundledMaterial.text("misspellings.txt").lines().forEach(line -> {
            int space = line.indexOf(' ');
            all.computeIfAbsent(line.substring(0, space), word -> new ArrayList<>())
                    .add(line.substring(space + 1));
        });
        return all;
    }
}
