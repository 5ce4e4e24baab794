package dev.assay.livebench.fresh.logic;

import java.util.List;

/// A question about people in a line: what somebody who has one value, or stands at a position, has of
/// another attribute, or at what position they stand.
///
/// @param item      the value or position of the person who is asked about
/// @param attribute what is asked
/// @param answer    the value or position that is right
record LineupAsk(int item, int attribute, int answer) {
    static LineupAsk of(Lineup lineup, int[] places, int item, int attribute) {
        return new LineupAsk(item, attribute, lineup.at(places, attribute, places[item]));
    }

    /// What one has to know: that these two belong to one person, whichever of them is asked.
    Fact fact() {
        return new Fact(Math.min(item, answer), Math.max(item, answer));
    }

    /// That two values, or a value and a position, belong to one person.
    record Fact(int lower, int higher) {
        /// Whether it follows from one clue alone, which says so or leaves no other way.
        boolean followsFrom(Lineup lineup, Clue clue) {
            return speaksOf(lineup, clue, lower)
                    && (lineup.isPosition(higher) || speaksOf(lineup, clue, higher))
                    && !new LineupSolver(lineup, List.of(clue, new Clue(ClueKind.NOT_SAME, List.of(lower, higher))))
                            .isPossible();
        }

        /// Of an attribute that a clue does not name, nothing follows from it: its values may change places.
        private static boolean speaksOf(Lineup lineup, Clue clue, int item) {
            return clue.items().stream().anyMatch(each -> lineup.attribute(each) == lineup.attribute(item));
        }
    }
}
