package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Questions for tests.
record Drawn(List<Draft> drafts) {
    private static final String RELEASE = "2026-02-01";
    private static final double LEAST_SHARE = 0.7;

    /// One draw with each seed, which must mostly come to a question.
    static Drawn by(Maker maker, Difficulty difficulty, int seeds) {
        List<Draft> drafts = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            maker.draw(new SplittableRandom(seed), difficulty).ifPresent(drafts::add);
        }
        assertThat(drafts).hasSizeGreaterThan((int) (LEAST_SHARE * seeds));
        return new Drawn(drafts);
    }

    static Asked asked(Maker maker, Draft draft) {
        return Asked.of(maker.kind().task(), draft.truth().orElseThrow(), RELEASE, draft.prompt());
    }

    /// The right answers get full marks from both graders.
    void assertRight(Maker maker) {
        for (Draft draft : drafts) {
            Asked asked = asked(maker, draft);
            assertThat(asked.reference(draft.right())).as(draft.prompt()).isEqualTo(1);
            assertThat(asked.strict(draft.right())).as(draft.prompt()).isEqualTo(1);
        }
    }

    /// Drawing again gives the same, and other seeds give other questions.
    void assertDrawnAgain(Maker again, Difficulty difficulty, int seeds) {
        assertThat(by(again, difficulty, seeds).drafts()).isEqualTo(drafts);
        assertThat(new HashSet<>(drafts.stream().map(Draft::prompt).toList())).hasSameSizeAs(drafts);
    }

    double mean(ToDoubleFunction<Draft> size) {
        return drafts.stream().mapToDouble(size).average().orElseThrow();
    }

    /// A measured size grows from easy to hard.
    static void assertGrows(Maker maker, int seeds, ToDoubleFunction<Draft> size) {
        double easy = by(maker, Difficulty.EASY, seeds).mean(size);
        double medium = by(maker, Difficulty.MEDIUM, seeds).mean(size);
        double hard = by(maker, Difficulty.HARD, seeds).mean(size);
        assertThat(medium).isGreaterThan(easy * 1.2);
        assertThat(hard).isGreaterThan(medium * 1.2);
    }
}
