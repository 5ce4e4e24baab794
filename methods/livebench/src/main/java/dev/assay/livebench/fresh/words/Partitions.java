package dev.assay.livebench.fresh.words;

import java.util.ArrayList;
import java.util.List;

/// Counts the ways to part words into groups of four that each have a theme in common, as an exact
/// cover: the first word that is left over must go with three others of a theme.
final class Partitions {
    private Partitions() {}

    /// How many there are, counted up to a limit.
    static int count(List<String> words, List<WordGroup> groups, int limit) {
        List<Integer> fours = groups.stream()
                .map(group -> mask(words, group))
                .filter(mask -> Integer.bitCount(mask) >= WordGroup.SHOWN)
                .flatMap(mask -> fours(mask).stream())
                .distinct()
                .toList();
        return cover((1 << words.size()) - 1, fours, limit);
    }

    private static int mask(List<String> words, WordGroup group) {
        int mask = 0;
        for (int i = 0; i < words.size(); i++) {
            mask |= group.words().contains(words.get(i)) ? 1 << i : 0;
        }
        return mask;
    }

    private static List<Integer> fours(int mask) {
        List<Integer> fours = new ArrayList<>();
        for (int part = mask; part > 0; part = (part - 1) & mask) {
            if (Integer.bitCount(part) == WordGroup.SHOWN) {
                fours.add(part);
            }
        }
        return fours;
    }

    private static int cover(int open, List<Integer> fours, int limit) {
        if (open == 0) {
            return 1;
        }
        int first = Integer.lowestOneBit(open);
        int count = 0;
        for (int four : fours) {
            if ((four & first) != 0 && (four & open) == four && count < limit) {
                count += cover(open & ~four, fours, limit - count);
            }
        }
        return count;
    }
}
