package dev.assay.livebench.fresh.worlds;

import java.util.List;

/// Words put together as English puts them.
final class Phrases {
    private Phrases() {}

    /// "a, b and c".
    static String all(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /// "1 step", "2 steps".
    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
