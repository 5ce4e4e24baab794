package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineupSolverTest {
    private static final List<ClueKind> KINDS = List.of(ClueKind.values());
    private static final List<List<Integer>> ORDERS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));

    @Test
    void it_finds_what_trying_everything_finds() {
        RandomGenerator random = new SplittableRandom(7);
        Lineup lineup = new Lineup(3, 2);
        int unsolvable = 0;
        for (int i = 0; i < 2000; i++) {
            List<Clue> clues =
                    Stream.generate(() -> clue(random, lineup)).limit(1 + i % 5).toList();
            List<int[]> solutions = tryEverything(clues);
            LineupSolver solver = new LineupSolver(lineup, clues);
            assertThat(solver.isPossible()).as(clues.toString()).isEqualTo(!solutions.isEmpty());
            solutions.stream()
                    .limit(1)
                    .forEach(first ->
                            assertThat(solver.otherThan(first).isPresent()).isEqualTo(solutions.size() > 1));
            unsolvable += solutions.isEmpty() ? 1 : 0;
        }
        assertThat(unsolvable).isBetween(200, 1800);
    }

    private static Clue clue(RandomGenerator random, Lineup lineup) {
        ClueKind kind = Draws.one(random, KINDS);
        return new Clue(kind, Draws.places(random, kind.arity(), lineup.values()));
    }

    private static List<int[]> tryEverything(List<Clue> clues) {
        return ORDERS.stream()
                .flatMap(first -> ORDERS.stream()
                        .map(second -> Stream.of(first, second, List.of(0, 1, 2))
                                .flatMap(List::stream)
                                .mapToInt(Integer::intValue)
                                .toArray()))
                .filter(places -> clues.stream().allMatch(clue -> clue.holds(places, 3)))
                .toList();
    }
}
