package dev.assay.livebench.fresh.logic;

import java.util.List;
import java.util.stream.IntStream;

/// What a clue says of one, two or three descriptions of people in a line.
///
/// A level takes the kinds whose range holds it: the strong ones, such as a place at an end, fall away
/// as levels rise, and the weak ones come in.
enum ClueKind {
    FAR_LEFT(1, 8, 12, (a, b, c, people) -> a == 0, "%1$s is at the far left", "%1$s stands at the left end"),
    FAR_RIGHT(
            1, 8, 14, (a, b, c, people) -> a == people - 1, "%1$s is at the far right", "%1$s stands at the right end"),
    AT_AN_END(
            1,
            8,
            16,
            (a, b, c, people) -> a == 0 || a == people - 1,
            "%1$s is at the far left or at the far right",
            "%1$s stands at one of the two ends"),
    MIDDLE(
            1,
            8,
            13,
            (a, b, c, people) -> 2 * a == people - 1,
            "%1$s is exactly in the middle",
            "%1$s has as many people on the left as on the right"),
    ODD(1, 8, 17, (a, b, c, people) -> a % 2 == 0, "%1$s is at an odd position", "the position of %1$s is odd"),
    EVEN(1, 8, 17, (a, b, c, people) -> a % 2 == 1, "%1$s is at an even position", "the position of %1$s is even"),
    SAME(2, 8, 20, (a, b, c, people) -> a == b, "%1$s is %2$s", "%1$s is the same as %2$s"),
    NOT_SAME(2, 8, 19, (a, b, c, people) -> a != b, "%1$s is not %2$s", "%1$s is not the same as %2$s"),
    IMMEDIATELY_LEFT(
            2,
            8,
            13,
            (a, b, c, people) -> a == b - 1,
            "%1$s is immediately to the left of %2$s",
            "%1$s is the left neighbour of %2$s"),
    IMMEDIATELY_RIGHT(
            2,
            8,
            13,
            (a, b, c, people) -> a == b + 1,
            "%1$s is immediately to the right of %2$s",
            "%1$s is the right neighbour of %2$s"),
    BESIDE(
            2,
            8,
            16,
            (a, b, c, people) -> Math.abs(a - b) == 1,
            "%1$s is immediately to the left or immediately to the right of %2$s",
            "%1$s stands directly beside %2$s"),
    LEFT(
            2,
            8,
            18,
            (a, b, c, people) -> a < b,
            "%1$s is somewhere to the left of %2$s",
            "%1$s stands further left than %2$s"),
    RIGHT(
            2,
            8,
            18,
            (a, b, c, people) -> a > b,
            "%1$s is somewhere to the right of %2$s",
            "%1$s stands further right than %2$s"),
    NOT_LEFT(
            2,
            8,
            20,
            (a, b, c, people) -> a >= b,
            "%1$s is not anywhere to the left of %2$s",
            "%1$s does not stand further left than %2$s"),
    NOT_RIGHT(
            2,
            8,
            20,
            (a, b, c, people) -> a <= b,
            "%1$s is not anywhere to the right of %2$s",
            "%1$s does not stand further right than %2$s"),
    SAME_PARITY(
            2,
            8,
            20,
            (a, b, c, people) -> a % 2 == b % 2,
            "%1$s and %2$s have the same parity of position",
            "%1$s has the same parity of position as %2$s"),
    DIFFERENT_PARITY(
            2,
            8,
            20,
            (a, b, c, people) -> a % 2 != b % 2,
            "%1$s and %2$s have different parities of position",
            "%1$s does not have the same parity of position as %2$s"),
    IMMEDIATELY_BETWEEN(
            3,
            8,
            15,
            (a, b, c, people) -> (b == a - 1 && c == a + 1) || (c == a - 1 && b == a + 1),
            "%1$s is immediately between %2$s and %3$s",
            "the two neighbours of %1$s are %2$s and %3$s"),
    BETWEEN(
            3,
            12,
            20,
            (a, b, c, people) -> (b < a && a < c) || (c < a && a < b),
            "%1$s is somewhere between %2$s and %3$s",
            "%1$s stands at some place between %2$s and %3$s"),
    EITHER_SAME(
            3,
            12,
            20,
            (a, b, c, people) -> a == b || a == c,
            "%1$s is the same as %2$s, or %1$s is the same as %3$s, or both",
            "at least one of these is true: %1$s is %2$s; %1$s is %3$s"),
    EITHER_DIFFERENT(
            3,
            13,
            20,
            (a, b, c, people) -> a != b || a != c,
            "%1$s is not the same as %2$s, or %1$s is not the same as %3$s, or both",
            "at least one of these is true: %1$s is not %2$s; %1$s is not %3$s");

    /// Whether places fit; those that a kind does not speak of are passed over.
    private interface Rule {
        boolean holds(int a, int b, int c, int people);
    }

    private static final int MOST_PEOPLE = 5;

    private final int arity;
    private final int first;
    private final int last;
    private final Rule rule;
    private final List<String> wordings;

    /// By the number of people and the places of the first two, the places at which the third may be.
    private final int[][] thirds;

    ClueKind(int arity, int first, int last, Rule rule, String... wordings) {
        this.arity = arity;
        this.first = first;
        this.last = last;
        this.rule = rule;
        this.wordings = List.of(wordings);
        this.thirds = IntStream.rangeClosed(0, MOST_PEOPLE)
                .mapToObj(people -> IntStream.range(0, people * people)
                        .map(ab -> IntStream.range(0, people)
                                .filter(c -> rule.holds(ab / people, ab % people, c, people))
                                .map(c -> 1 << c)
                                .sum())
                        .toArray())
                .toArray(int[][]::new);
    }

    /// Those of a level, from 8 to 20, in the order of this enumeration.
    static List<ClueKind> of(int level) {
        return List.of(values()).stream()
                .filter(kind -> kind.first <= level && level <= kind.last)
                .toList();
    }

    /// Of how many descriptions it speaks.
    int arity() {
        return arity;
    }

    /// Whether it holds of places counted from 0 on; places beyond its arity count for nothing.
    boolean holds(int a, int b, int c, int people) {
        return rule.holds(a, b, c, people);
    }

    /// The places, as bits, at which the third may be where the first two are known.
    int thirds(int a, int b, int people) {
        return thirds[people][a * people + b];
    }

    /// Ways to say it, with the descriptions as `%1$s` and so on.
    List<String> wordings() {
        return wordings;
    }

    /// Whether it is about identity, where two values of one attribute make it plain or impossible.
    boolean identifies() {
        return this == SAME || this == NOT_SAME || this == EITHER_SAME || this == EITHER_DIFFERENT;
    }

    /// Whether it speaks of odd and even.
    boolean comparesParity() {
        return this == SAME_PARITY || this == DIFFERENT_PARITY;
    }

    /// Whether it puts one person between two, who stand in either order.
    boolean isBetween() {
        return this == BETWEEN || this == IMMEDIATELY_BETWEEN;
    }
}
