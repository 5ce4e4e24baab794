package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Questions drawn for tests.
final class Drafts {
    static final int SEEDS = 150;

    private Drafts() {}

    /// Those that the first so many seeds lead to.
    static List<Draft> of(Maker maker, Difficulty difficulty, int seeds) {
        return IntStream.range(0, seeds)
                .mapToObj(seed -> maker.draw(new SplittableRandom(seed), difficulty))
                .flatMap(Optional::stream)
                .toList();
    }

    static String truth(Draft draft) {
        return draft.truth().orElseThrow().asText();
    }
}
