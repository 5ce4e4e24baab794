package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Draws clues that leave one way to stand, each of which is needed.
///
/// A clue is taken where it rules out another way to stand that the clues so far allow. In the end each
/// clue without which there would still be one way is dropped.
final class Clues {
    private static final int MOST_TRIES = 60;
    private static final int MOST_DRAWS = 400;

    private final Lineup lineup;
    private final int[] places;
    private final List<ClueKind> kinds;

    /// Ways to stand that were found beside the right one. Each proves a clue needed that alone rules
    /// it out, which saves most searches.
    private final List<int[]> others = new ArrayList<>();

    Clues(Lineup lineup, int[] places, List<ClueKind> kinds) {
        this.lineup = lineup;
        this.places = places.clone();
        this.kinds = List.copyOf(kinds);
    }

    /// The clues, in an order by chance; nothing where the kinds did not suffice.
    Optional<List<Clue>> draw(RandomGenerator random) {
        List<Clue> clues = new ArrayList<>();
        Optional<int[]> other = other(clues);
        while (other.isPresent()) {
            Optional<Clue> next = against(random, other.get());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            clues.add(next.get());
            other = other(clues);
        }
        return Optional.of(needed(Draws.shuffled(random, clues)));
    }

    private Optional<int[]> other(List<Clue> clues) {
        Optional<int[]> other = new LineupSolver(lineup, clues).otherThan(places);
        other.ifPresent(others::add);
        return other;
    }

    private List<Clue> needed(List<Clue> clues) {
        List<Clue> left = new ArrayList<>(clues);
        for (Clue clue : clues) {
            List<Clue> without = new ArrayList<>(left);
            without.remove(clue);
            if (others.stream().noneMatch(other -> fit(without, other))
                    && other(without).isEmpty()) {
                left = without;
            }
        }
        return left;
    }

    private boolean fit(List<Clue> clues, int[] other) {
        return clues.stream().allMatch(clue -> clue.holds(other, lineup.people()));
    }

    /// A clue that is true and that another way to stand breaks; the kind is drawn before the values,
    /// so that kinds that are rarely true come as often as others.
    private Optional<Clue> against(RandomGenerator random, int[] other) {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            ClueKind kind = Draws.one(random, kinds);
            for (int i = 0; i < MOST_TRIES; i++) {
                Clue clue = new Clue(kind, Draws.places(random, kind.arity(), lineup.values()));
                if (makesSense(clue) && clue.holds(places, lineup.people()) && !clue.holds(other, lineup.people())) {
                    return Optional.of(clue);
                }
            }
        }
        return Optional.empty();
    }

    /// No clue says of two values of one attribute that one person has them or does not have them.
    private boolean makesSense(Clue clue) {
        int attribute = lineup.attribute(clue.items().getFirst());
        return !clue.kind().identifies()
                || IntStream.range(1, clue.items().size())
                        .noneMatch(i -> lineup.attribute(clue.items().get(i)) == attribute);
    }
}
