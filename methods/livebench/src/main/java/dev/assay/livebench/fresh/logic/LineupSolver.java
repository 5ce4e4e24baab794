package dev.assay.livebench.fresh.logic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Solves a puzzle about a line: each value has a set of places that it may still have, kept as the
/// bits of a number; clues and the rule of different places take places away until nothing changes;
/// then a value is tried at each of its places, first one that has few left and that clues with many
/// failures speak of. Without regard to failures, values that have nothing to do with a contradiction
/// would be tried in all ways before it is found again and again.
///
/// Source: Boussemart, Hemery, Lecoutre and Sais, "Boosting systematic search by weighting
/// constraints", ECAI 2004.
final class LineupSolver {
    private static final int ALL = -1;

    private final Lineup lineup;
    private final List<Clue> clues;
    private final int[] itemBits;

    /// For each value, how many clues speak of it, and how often one of these has failed.
    private final int[] weights;

    LineupSolver(Lineup lineup, List<Clue> clues) {
        this.lineup = lineup;
        this.clues = List.copyOf(clues);
        this.itemBits = clues.stream().mapToInt(Clue::itemBits).toArray();
        this.weights = new int[lineup.items()];
        clues.forEach(this::blame);
    }

    /// Whether there are places that fit all clues: any, since none equal no places at all.
    boolean isPossible() {
        return otherThan(new int[0]).isPresent();
    }

    /// Places that fit all clues and are not these; nothing where these alone fit.
    Optional<int[]> otherThan(int[] known) {
        return search(lineup.domains(), ALL, known);
    }

    private Optional<int[]> search(int[] domains, int changed, int[] known) {
        if (!narrow(domains, changed)) {
            return Optional.empty();
        }
        int open = mostPressing(domains);
        if (open < 0) {
            int[] places =
                    Arrays.stream(domains).map(Integer::numberOfTrailingZeros).toArray();
            return Arrays.equals(places, known) ? Optional.empty() : Optional.of(places);
        }
        for (int left = domains[open]; left != 0; left &= left - 1) {
            int[] tried = domains.clone();
            tried[open] = Integer.lowestOneBit(left);
            Optional<int[]> found = search(tried, 1 << open, known);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The value with the fewest places for its weight, of those with several; -1 where all have one.
    private int mostPressing(int[] domains) {
        int best = -1;
        for (int item = 0; item < domains.length; item++) {
            int size = Integer.bitCount(domains[item]);
            if (size > 1 && (best < 0 || size * weights[best] < Integer.bitCount(domains[best]) * weights[item])) {
                best = item;
            }
        }
        return best;
    }

    /// Takes away what cannot be until nothing changes; false where a value has no place left. Clues
    /// are looked at again only where one of their values has lost a place.
    ///
    /// @param first the values that have lost a place already, as bits
    private boolean narrow(int[] domains, int first) {
        int changed = first;
        while (changed != 0) {
            int[] before = domains.clone();
            if (!separate(domains, changed)) {
                return false;
            }
            changed |= changed(before, domains);
            for (int i = 0; i < itemBits.length; i++) {
                if ((changed & itemBits[i]) != 0 && !narrow(domains, clues.get(i))) {
                    blame(clues.get(i));
                    return false;
                }
            }
            changed = changed(before, domains);
        }
        return true;
    }

    private void blame(Clue clue) {
        clue.items().forEach(item -> weights[item]++);
    }

    /// The values, as bits, whose places are others than before.
    private static int changed(int[] before, int[] domains) {
        int changed = 0;
        for (int item = 0; item < domains.length; item++) {
            changed |= before[item] == domains[item] ? 0 : 1 << item;
        }
        return changed;
    }

    private boolean separate(int[] domains, int changed) {
        int all = (1 << lineup.people()) - 1;
        for (int from = 0; from < lineup.values(); from += lineup.people()) {
            if ((changed >> from & all) != 0 && !separate(domains, from, all)) {
                return false;
            }
        }
        return true;
    }

    /// A place that one value of an attribute must have is no other's, and a place that only one value
    /// may have is that value's. False where two must have the same, or nobody may have one.
    private boolean separate(int[] domains, int from, int all) {
        int taken = 0;
        int once = 0;
        int twice = 0;
        for (int item = from; item < from + lineup.people(); item++) {
            int domain = domains[item];
            boolean single = (domain & (domain - 1)) == 0;
            if (single && (domain & taken) != 0) {
                return false;
            }
            taken |= single ? domain : 0;
            twice |= once & domain;
            once |= domain;
        }
        for (int item = from; item < from + lineup.people(); item++) {
            int domain = domains[item];
            int left = (domain & (domain - 1)) == 0 ? domain : domain & ~taken;
            int alone = left & ~twice;
            domains[item] = alone == 0 ? left : alone;
            if (left == 0) {
                return false;
            }
        }
        return once == all;
    }

    /// Keeps the places of a clue's values that go with some places of its other values. A value that
    /// the clue lacks counts as one at the first place. False where there are none.
    private boolean narrow(int[] domains, Clue clue) {
        List<Integer> items = clue.items();
        int second = items.size() > 1 ? domains[items.get(1)] : 1;
        int third = items.size() > 2 ? domains[items.get(2)] : 1;
        int[] kept = new int[3];
        for (int a = domains[items.getFirst()]; a != 0; a &= a - 1) {
            for (int b = second; b != 0; b &= b - 1) {
                int c = third & clue.kind().thirds(first(a), first(b), lineup.people());
                if (c != 0) {
                    kept[0] |= Integer.lowestOneBit(a);
                    kept[1] |= Integer.lowestOneBit(b);
                    kept[2] |= c;
                }
            }
        }
        for (int i = 0; i < items.size(); i++) {
            domains[items.get(i)] = kept[i];
        }
        return kept[0] != 0;
    }

    private static int first(int places) {
        return Integer.numberOfTrailingZeros(places);
    }
}
