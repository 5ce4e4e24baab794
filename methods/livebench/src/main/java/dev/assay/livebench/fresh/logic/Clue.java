package dev.assay.livebench.fresh.logic;

import java.util.List;

/// What is told of where some values are.
///
/// @param text   as the question has it
/// @param values that it is about, one to three, by their numbers
/// @param holds  whether it is so where these are the positions, counted from 0
record Clue(String text, List<Integer> values, Test holds) {
    /// Whether positions of a clue's values are as it says.
    @FunctionalInterface
    interface Test {
        boolean holds(int... positions);
    }

    Clue {
        values = List.copyOf(values);
    }

    /// Whether it holds where each value is at a position.
    boolean holdsOf(int[] positions) {
        return holds.holds(values.stream().mapToInt(value -> positions[value]).toArray());
    }
}
