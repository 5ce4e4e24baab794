package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Chooses what to ask of a line: no fact twice, not even the other way round, and none that one clue
/// alone gives away.
///
/// @param lineup how large it is
/// @param places where each value stands
/// @param clues  all that is known
record LineupAsks(Lineup lineup, int[] places, List<Clue> clues) {
    private static final int MOST_POSITIONS = 2;

    LineupAsks {
        clues = List.copyOf(clues);
    }

    /// Asks by chance, few of them for positions; nothing where there is not enough to ask.
    Optional<List<LineupAsk>> draw(RandomGenerator random, int count) {
        List<LineupAsk> chosen = new ArrayList<>();
        Set<LineupAsk.Fact> facts = new HashSet<>();
        int positions = 0;
        for (LineupAsk ask : Draws.shuffled(random, all())) {
            boolean isPosition = lineup.isPosition(ask.answer());
            if (!(isPosition && positions == MOST_POSITIONS) && !isTold(ask.fact()) && facts.add(ask.fact())) {
                chosen.add(ask);
                positions += isPosition ? 1 : 0;
                if (chosen.size() == count) {
                    return Optional.of(chosen);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isTold(LineupAsk.Fact fact) {
        return clues.stream().anyMatch(clue -> fact.followsFrom(lineup, clue));
    }

    private List<LineupAsk> all() {
        List<LineupAsk> all = new ArrayList<>();
        for (int item = 0; item < lineup.items(); item++) {
            for (int attribute = 0; attribute <= lineup.attributes(); attribute++) {
                if (attribute != lineup.attribute(item)) {
                    all.add(LineupAsk.of(lineup, places, item, attribute));
                }
            }
        }
        return all;
    }
}
