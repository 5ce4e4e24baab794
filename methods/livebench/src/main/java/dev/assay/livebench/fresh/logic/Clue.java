package dev.assay.livebench.fresh.logic;

import java.util.List;

/// A clue about people in a line, each described by a value that they have.
///
/// @param kind  what it says
/// @param items the values, as [Lineup] numbers them
record Clue(ClueKind kind, List<Integer> items) {
    Clue {
        items = List.copyOf(items);
    }

    /// Whether it holds where each value has its place.
    boolean holds(int[] places, int people) {
        return kind.holds(place(places, 0), place(places, 1), place(places, 2), people);
    }

    /// The values that it speaks of, as the bits of a number.
    int itemBits() {
        return items.stream().mapToInt(item -> 1 << item).sum();
    }

    private int place(int[] places, int index) {
        return index < items.size() ? places[items.get(index)] : 0;
    }
}
