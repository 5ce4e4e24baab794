package dev.assay.livebench.fresh.logic;

import java.util.Arrays;
import java.util.List;

/// Counts the ways to put values to positions under clues: keeps for each value the positions that are
/// left, drops those that no clue allows, and tries the value with the fewest.
final class ZebraSearch {
    private final int people;
    private final int categories;
    private final List<Clue> clues;

    /// Values are numbered category by category.
    ///
    /// @param people     and as many values in each category
    /// @param categories of values
    ZebraSearch(int people, int categories, List<Clue> clues) {
        this.people = people;
        this.categories = categories;
        this.clues = clues;
    }

    /// How many ways there are, counted up to a most.
    int solutions(int most) {
        int[] left = new int[people * categories];
        Arrays.fill(left, (1 << people) - 1);
        return count(left, most);
    }

    private int count(int[] left, int most) {
        if (!narrowed(left)) {
            return 0;
        }
        int open = fewest(left);
        if (open < 0) {
            return 1;
        }
        int found = 0;
        for (int positions = left[open]; positions != 0 && found < most; positions &= positions - 1) {
            int[] tried = left.clone();
            tried[open] = Integer.lowestOneBit(positions);
            found += count(tried, most - found);
        }
        return found;
    }

    /// The value with the fewest positions of those with several; -1 if all have one.
    private static int fewest(int[] left) {
        int best = -1;
        for (int value = 0; value < left.length; value++) {
            int count = Integer.bitCount(left[value]);
            if (count > 1 && (best < 0 || count < Integer.bitCount(left[best]))) {
                best = value;
            }
        }
        return best;
    }

    /// Drops positions until nothing changes; false if a value has none left.
    private boolean narrowed(int[] left) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int category = 0; category < categories; category++) {
                changed |= parted(left, category * people);
            }
            for (Clue clue : clues) {
                changed |= allowed(left, clue);
            }
            if (Arrays.stream(left).anyMatch(positions -> positions == 0)) {
                return false;
            }
        }
        return true;
    }

    /// Values of a category are at different positions, and every position has one.
    private boolean parted(int[] left, int first) {
        int[] before = Arrays.copyOfRange(left, first, first + people);
        for (int value = first; value < first + people; value++) {
            int others = 0;
            for (int other = first; other < first + people; other++) {
                if (other != value) {
                    if (Integer.bitCount(left[value]) == 1) {
                        left[other] &= ~left[value];
                    }
                    others |= left[other];
                }
            }
            int only = left[value] & ~others;
            left[value] = only == 0 ? left[value] : only;
        }
        return !Arrays.equals(before, Arrays.copyOfRange(left, first, first + people));
    }

    /// Leaves each value of a clue the positions at which the others can be so that it holds.
    private boolean allowed(int[] left, Clue clue) {
        int size = clue.values().size();
        int[] kept = new int[size];
        int[] positions = new int[size];
        int all = (int) Math.pow(people, size);
        for (int code = 0; code < all; code++) {
            boolean possible = true;
            for (int i = 0, rest = code; i < size; i++, rest /= people) {
                positions[i] = rest % people;
                possible &= (left[clue.values().get(i)] >> positions[i] & 1) == 1;
            }
            if (possible && isConsistent(clue, positions) && clue.holds().holds(positions)) {
                for (int i = 0; i < size; i++) {
                    kept[i] |= 1 << positions[i];
                }
            }
        }
        boolean changed = false;
        for (int i = 0; i < size; i++) {
            int value = clue.values().get(i);
            changed |= left[value] != kept[i];
            left[value] = kept[i];
        }
        return changed;
    }

    /// Two values of one category are not at the same position.
    private boolean isConsistent(Clue clue, int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            for (int j = 0; j < i; j++) {
                boolean together =
                        clue.values().get(i) / people == clue.values().get(j) / people;
                if (together && positions[i] == positions[j]) {
                    return false;
                }
            }
        }
        return true;
    }
}
