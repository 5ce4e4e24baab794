package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A maker's questions for tests: one draw with each seed, which must mostly come to a question.
final class Drawn {
    private static final String RELEASE = "2026-02-01";
    private static final double LEAST_SHARE = 0.7;

    private final Maker maker;
    private final int seeds;
    private final Map<Difficulty, List<Draft>> drafts = new EnumMap<>(Difficulty.class);

    Drawn(Maker maker, int seeds) {
        this.maker = maker;
        this.seeds = seeds;
    }

    List<Draft> at(Difficulty difficulty) {
        return drafts.computeIfAbsent(difficulty, missing -> drawn(maker, missing));
    }

    private List<Draft> drawn(Maker from, Difficulty difficulty) {
        List<Draft> drawn = IntStream.range(0, seeds)
                .mapToObj(seed -> from.draw(new SplittableRandom(seed), difficulty))
                .flatMap(Optional::stream)
                .toList();
        assertThat(drawn).hasSizeGreaterThan((int) (LEAST_SHARE * seeds));
        return drawn;
    }

    Asked asked(Draft draft) {
        return Asked.of(maker.kind().task(), draft.truth().orElseThrow(), RELEASE, draft.prompt());
    }

    /// The right answers get full marks from both graders.
    void assertRight(Difficulty difficulty) {
        for (Draft draft : at(difficulty)) {
            assertThat(asked(draft).reference(draft.right())).as(draft.prompt()).isEqualTo(1);
            assertThat(asked(draft).strict(draft.right())).as(draft.prompt()).isEqualTo(1);
        }
    }

    /// Another maker draws the same, and no two seeds the same.
    void assertDrawnAgain(Maker again) {
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> first = at(difficulty);
            assertThat(drawn(again, difficulty)).isEqualTo(first);
            assertThat(new HashSet<>(first.stream().map(Draft::prompt).toList()))
                    .hasSameSizeAs(first);
        }
    }

    /// A measured size grows from easy to hard.
    void assertGrows(ToDoubleFunction<Draft> size) {
        assertThat(mean(Difficulty.MEDIUM, size)).isGreaterThan(1.2 * mean(Difficulty.EASY, size));
        assertThat(mean(Difficulty.HARD, size)).isGreaterThan(1.2 * mean(Difficulty.MEDIUM, size));
    }

    private double mean(Difficulty difficulty, ToDoubleFunction<Draft> size) {
        return at(difficulty).stream().mapToDouble(size).average().orElseThrow();
    }
}
