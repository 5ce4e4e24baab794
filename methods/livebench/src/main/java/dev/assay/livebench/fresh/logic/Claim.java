package dev.assay.livebench.fresh.logic;

import dev.assay.livebench.fresh.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// What somebody says of one or two others: how many of them tell the truth.
enum Claim {
    TRUTHFUL(1, "tells the truth", 1),
    LIES(1, "lies", 0),
    EXACTLY_ONE(2, "exactly one tells the truth", 1),
    BOTH_OR_NEITHER(2, "both or neither tell the truth", 0, 2),
    BOTH(2, "both tell the truth", 2),
    NOT_BOTH(2, "at least one lies", 0, 1),
    AT_LEAST_ONE(2, "at least one tells the truth", 1, 2),
    NEITHER(2, "both lie", 0);

    private static final List<Claim> ABOUT_ONE = List.of(TRUTHFUL, LIES);
    private static final List<Claim> COMPARISONS = List.of(EXACTLY_ONE, BOTH_OR_NEITHER);
    private static final List<Claim> BOUNDS = List.of(BOTH, NOT_BOTH, AT_LEAST_ONE, NEITHER);

    private final int about;
    private final String words;
    private final int counts;

    Claim(int about, String words, int... counts) {
        this.about = about;
        this.words = words;
        this.counts = Arrays.stream(counts).map(count -> 1 << count).sum();
    }

    static Claim aboutOne(RandomGenerator random) {
        return Draws.one(random, ABOUT_ONE);
    }

    /// One that is about one or about two. The bounds are rare: more often than not that both lie is a
    /// lie, which would tell too much of whoever says it.
    static Claim aboutSome(RandomGenerator random) {
        return Draws.one(random, Draws.one(random, List.of(ABOUT_ONE, ABOUT_ONE, COMPARISONS, COMPARISONS, BOUNDS)));
    }

    /// How many others it is about.
    int about() {
        return about;
    }

    /// Whether it is true where this many of those whom it is about tell the truth.
    boolean holds(int truthful) {
        return (counts >> truthful & 1) == 1;
    }

    String words() {
        return words;
    }
}
