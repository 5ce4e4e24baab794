package dev.assay.livebench.fresh.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The kinds of clue, each from the level of puzzles on that may have it.
enum ClueKind {
    SAME(8),
    LEFT(8),
    RIGHT(8),
    IMMEDIATELY_LEFT(8),
    IMMEDIATELY_RIGHT(8),
    FAR_LEFT(8),
    FAR_RIGHT(8),
    NEXT_TO(9),
    NOT_SAME(10),
    EITHER_END(11),
    BETWEEN(12),
    EVEN(13),
    ODD(13),
    NOT_LEFT(14),
    NOT_RIGHT(14),
    SAME_PARITY(15),
    OTHER_PARITY(16),
    ONE_OF_TWO(17);

    private final int level;

    ClueKind(int level) {
        this.level = level;
    }

    /// Those that a level allows.
    static List<ClueKind> of(int level) {
        List<ClueKind> all = new ArrayList<>();
        for (ClueKind kind : values()) {
            if (kind.level <= level) {
                all.add(kind);
            }
        }
        return all;
    }

    /// A clue of this kind that holds of a line; nothing where the values drawn give none.
    Optional<Clue> draw(RandomGenerator random, Line line) {
        int a = random.nextInt(line.values());
        int b = random.nextInt(line.values());
        int c = random.nextInt(line.values());
        boolean alone = a == b || a == c || b == c;
        boolean across = line.category(a) != line.category(b);
        String one = line.who(a);
        String two = line.who(b);
        int last = line.people() - 1;
        Clue clue = switch (this) {
            case SAME -> new Clue(one + " " + line.does(b), List.of(a, b), p -> p[0] == p[1]);
            case NOT_SAME -> new Clue(one + " is not " + two, List.of(a, b), p -> p[0] != p[1]);
            case LEFT -> pair(one, " is somewhere to the left of ", two, a, b, p -> p[0] < p[1]);
            case RIGHT -> pair(one, " is somewhere to the right of ", two, a, b, p -> p[0] > p[1]);
            case NOT_LEFT -> pair(one, " is not anywhere to the left of ", two, a, b, p -> p[0] >= p[1]);
            case NOT_RIGHT -> pair(one, " is not anywhere to the right of ", two, a, b, p -> p[0] <= p[1]);
            case IMMEDIATELY_LEFT -> pair(one, " is immediately to the left of ", two, a, b, p -> p[0] == p[1] - 1);
            case IMMEDIATELY_RIGHT -> pair(one, " is immediately to the right of ", two, a, b, p -> p[0] == p[1] + 1);
            case NEXT_TO -> pair(one, " is immediately to either side of ", two, a, b, p -> Math.abs(p[0] - p[1]) == 1);
            case SAME_PARITY ->
                new Clue(
                        "the positions of " + one + " and of " + two + " are both even or both odd",
                        List.of(a, b),
                        p -> p[0] % 2 == p[1] % 2);
            case OTHER_PARITY ->
                new Clue(
                        "of the positions of " + one + " and of " + two + " one is even and one is odd",
                        List.of(a, b),
                        p -> p[0] % 2 != p[1] % 2);
            case FAR_LEFT -> new Clue(one + " is on the far left", List.of(a), p -> p[0] == 0);
            case FAR_RIGHT -> new Clue(one + " is on the far right", List.of(a), p -> p[0] == last);
            case EITHER_END ->
                new Clue(one + " is on the far left or on the far right", List.of(a), p -> p[0] == 0 || p[0] == last);
            // Positions are told from 1 on.
            case EVEN -> new Clue(one + " is at an even position", List.of(a), p -> p[0] % 2 == 1);
            case ODD -> new Clue(one + " is at an odd position", List.of(a), p -> p[0] % 2 == 0);
            case BETWEEN ->
                new Clue(
                        one + " is somewhere between " + two + " and " + line.who(c),
                        List.of(a, b, c),
                        p -> (p[1] < p[0] && p[0] < p[2]) || (p[2] < p[0] && p[0] < p[1]));
            case ONE_OF_TWO ->
                new Clue(
                        one + " " + line.does(b) + " or " + line.does(c) + ", but not both",
                        List.of(a, b, c),
                        p -> (p[0] == p[1]) != (p[0] == p[2]));
        };
        boolean needsAcross = this == SAME || this == NOT_SAME || this == ONE_OF_TWO;
        boolean sound =
                !alone && (!needsAcross || across) && (this != ONE_OF_TWO || line.category(a) != line.category(c));
        return sound && clue.holdsOf(line.positions()) ? Optional.of(clue) : Optional.empty();
    }

    private static Clue pair(String one, String relation, String two, int a, int b, Clue.Test holds) {
        return new Clue(one + relation + two, List.of(a, b), holds);
    }
}
