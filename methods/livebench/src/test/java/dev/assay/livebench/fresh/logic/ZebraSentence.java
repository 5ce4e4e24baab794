package dev.assay.livebench.fresh.logic;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A clue as its English words say it, which know nothing of the maker's kinds.
///
/// @param items the values that it speaks of, by number, in the order of the words
/// @param says  whether it is so of the number of people and the positions of these values, from 1 on
record ZebraSentence(List<Integer> items, Predicate<int[]> says) {
    private static final Map<String, Predicate<int[]>> UNARY = Map.ofEntries(
            Map.entry("# is at the far left", p -> p[1] == 1),
            Map.entry("# stands at the left end", p -> p[1] == 1),
            Map.entry("# is at the far right", p -> p[1] == p[0]),
            Map.entry("# stands at the right end", p -> p[1] == p[0]),
            Map.entry("# is at the far left or at the far right", p -> p[1] == 1 || p[1] == p[0]),
            Map.entry("# stands at one of the two ends", p -> p[1] == 1 || p[1] == p[0]),
            Map.entry("# is exactly in the middle", p -> p[1] - 1 == p[0] - p[1]),
            Map.entry("# has as many people on the left as on the right", p -> p[1] - 1 == p[0] - p[1]),
            Map.entry("# is at an odd position", p -> odd(p[1])),
            Map.entry("The position of # is odd", p -> odd(p[1])),
            Map.entry("# is at an even position", p -> !odd(p[1])),
            Map.entry("The position of # is even", p -> !odd(p[1])));
    private static final Map<String, Predicate<int[]>> BINARY = Map.ofEntries(
            Map.entry("# is #", p -> p[1] == p[2]),
            Map.entry("# is the same as #", p -> p[1] == p[2]),
            Map.entry("# is not #", p -> p[1] != p[2]),
            Map.entry("# is not the same as #", p -> p[1] != p[2]),
            Map.entry("# is immediately to the left of #", p -> p[1] + 1 == p[2]),
            Map.entry("# is the left neighbour of #", p -> p[1] + 1 == p[2]),
            Map.entry("# is immediately to the right of #", p -> p[1] == p[2] + 1),
            Map.entry("# is the right neighbour of #", p -> p[1] == p[2] + 1),
            Map.entry("# is immediately to the left or immediately to the right of #", ZebraSentence::beside),
            Map.entry("# stands directly beside #", ZebraSentence::beside),
            Map.entry("# is somewhere to the left of #", p -> p[1] < p[2]),
            Map.entry("# stands further left than #", p -> p[1] < p[2]),
            Map.entry("# is somewhere to the right of #", p -> p[1] > p[2]),
            Map.entry("# stands further right than #", p -> p[1] > p[2]),
            Map.entry("# is not anywhere to the left of #", p -> !(p[1] < p[2])),
            Map.entry("# does not stand further left than #", p -> !(p[1] < p[2])),
            Map.entry("# is not anywhere to the right of #", p -> !(p[1] > p[2])),
            Map.entry("# does not stand further right than #", p -> !(p[1] > p[2])),
            Map.entry("# and # have the same parity of position", p -> odd(p[1]) == odd(p[2])),
            Map.entry("# has the same parity of position as #", p -> odd(p[1]) == odd(p[2])),
            Map.entry("# and # have different parities of position", p -> odd(p[1]) != odd(p[2])),
            Map.entry("# does not have the same parity of position as #", p -> odd(p[1]) != odd(p[2])));
    private static final Map<String, Predicate<int[]>> MORE = Map.ofEntries(
            Map.entry("# is immediately between # and #", ZebraSentence::immediatelyBetween),
            Map.entry("The two neighbours of # are # and #", ZebraSentence::immediatelyBetween),
            Map.entry("# is somewhere between # and #", ZebraSentence::between),
            Map.entry("# stands at some place between # and #", ZebraSentence::between),
            Map.entry("# is the same as #, or # is the same as #, or both", p -> p[1] == p[2] || p[3] == p[4]),
            Map.entry("At least one of these is true: # is #; # is #", p -> p[1] == p[2] || p[3] == p[4]),
            Map.entry("# is not the same as #, or # is not the same as #, or both", p -> p[1] != p[2] || p[3] != p[4]),
            Map.entry("At least one of these is true: # is not #; # is not #", p -> p[1] != p[2] || p[3] != p[4]));

    ZebraSentence {
        items = List.copyOf(items);
    }

    /// What a sentence says whose descriptions of people have been replaced by `#`.
    ///
    /// @throws IllegalArgumentException if nobody said what it means
    static ZebraSentence of(List<Integer> items, String shape) {
        Map<String, Predicate<int[]>> known = switch (items.size()) {
            case 1 -> UNARY;
            case 2 -> BINARY;
            default -> MORE;
        };
        if (!known.containsKey(shape)) {
            throw new IllegalArgumentException("not understood: " + shape);
        }
        return new ZebraSentence(items, known.getOrDefault(shape, positions -> false));
    }

    boolean holds(int[] positions, int people) {
        int[] all = IntStream.concat(IntStream.of(people), items.stream().mapToInt(item -> positions[item]))
                .toArray();
        return says.test(all);
    }

    private static boolean odd(int position) {
        return position % 2 == 1;
    }

    private static boolean beside(int[] p) {
        return p[1] + 1 == p[2] || p[2] + 1 == p[1];
    }

    private static boolean between(int[] p) {
        return Math.min(p[2], p[3]) < p[1] && p[1] < Math.max(p[2], p[3]);
    }

    private static boolean immediatelyBetween(int[] p) {
        return between(p) && Math.abs(p[2] - p[3]) == 2;
    }
}
