package dev.assay.livebench.fresh.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Questions that a maker draws from seeds.
public final class Drafts {
    private Drafts() {}

    /// What one seed gives.
    public static Optional<Draft> of(Maker maker, Difficulty difficulty, long seed) {
        return maker.draw(new SplittableRandom(seed), difficulty);
    }

    /// What the first seeds give, without those that give nothing.
    public static List<Draft> of(Maker maker, Difficulty difficulty, int seeds) {
        return LongStream.range(0, seeds)
                .mapToObj(seed -> of(maker, difficulty, seed))
                .flatMap(Optional::stream)
                .toList();
    }

    /// The truth as text.
    public static String truth(Draft draft) {
        return draft.truth().orElseThrow().textValue();
    }

    /// What stands below the last empty line of the prompt.
    public static String material(Draft draft) {
        return draft.prompt().substring(draft.prompt().lastIndexOf("\n\n") + 2);
    }

    /// A field that the question has.
    public static JsonNode field(Draft draft, String name) {
        return Objects.requireNonNull(draft.fields().get(name), name);
    }
}
