package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Property(tries = 20)
    void nine_in_ten_are_for_training_whatever_the_seed(@ForAll long seed) {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int offset = 0; offset < 10_000; offset++) {
            counts.merge(Split.of(String.format("%08d-n", offset), seed), 1, Integer::sum);
        }

        assertThat(counts.get(Split.TRAIN)).isBetween(8_800, 9_200);
        assertThat(counts.get(Split.VALIDATION)).isBetween(380, 620);
        assertThat(counts.get(Split.TEST)).isBetween(380, 620);
    }

    @Property
    void the_split_depends_on_identity_and_seed_alone(
            @ForAll @IntRange(min = 0, max = 99_999_999) int offset, @ForAll long seed) {
        String id = String.format("%08d-v", offset);

        assertThat(Split.of(id, seed)).isEqualTo(Split.of(id, seed));
    }

    @Test
    void a_concept_stands_in_one_split_and_none_is_lost() {
        Set<String> seen = new HashSet<>();
        for (Split split : Split.values()) {
            for (Concept concept : Opened.WORD_NET.concepts(split)) {
                assertThat(seen.add(concept.id())).as(concept.id()).isTrue();
            }
        }

        assertThat(seen).hasSize(Opened.WORD_NET.concepts().size());
    }
}
