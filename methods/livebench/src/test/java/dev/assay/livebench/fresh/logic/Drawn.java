package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Drafts that a maker draws from one seed after the other.
final class Drawn {
    private Drawn() {}

    /// All that come of the seeds from 0 on.
    static List<Draft> of(Maker maker, Difficulty difficulty, int seeds) {
        return LongStream.range(0, seeds)
                .mapToObj(seed -> maker.draw(new SplittableRandom(seed), difficulty))
                .flatMap(Optional::stream)
                .toList();
    }

    /// What is right, as text.
    static String truth(Draft draft) {
        return draft.truth().orElseThrow().textValue();
    }

    /// Checks that both graders give full marks to what is right, and not to something else.
    static void checkGrades(Maker maker, Draft draft, String wrong) {
        Asked asked = Asked.of(maker.kind().task(), truth(draft), "2025-11-25", draft.prompt());
        assertThat(asked.reference(draft.right())).as(draft.prompt()).isEqualTo(1);
        assertThat(asked.strict(draft.right())).as(draft.prompt()).isEqualTo(1);
        assertThat(asked.reference(wrong)).as(draft.prompt()).isLessThan(1);
        assertThat(asked.strict(wrong)).as(draft.prompt()).isLessThan(1);
    }
}
