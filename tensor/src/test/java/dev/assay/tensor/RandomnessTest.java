package dev.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    private static final int MANY = 20_000;

    private static float correlation(Tensor a, Tensor b) {
        return a.mul(b).mean().item_float();
    }

    @Test
    void the_same_seed_and_path_give_the_same_numbers() {
        try (Scope scope = Scope.open()) {
            Tensor first = Randomness.of(7).split("weights").split(3).normal(1, 100);
            Randomness.of(7).split("weights").split(4).normal(1, 1000);
            Tensor again = Randomness.of(7).split("weights").split(3).normal(1, 100);
            assertThat(torch.equal(first, again)).isTrue();
            assertThat(Randomness.of(7).split("x").numbers().nextLong())
                    .isEqualTo(Randomness.of(7).split("x").numbers().nextLong());
        }
    }

    @Test
    void streams_of_different_names_numbers_and_seeds_are_uncorrelated() {
        Randomness[] streams = {
            Randomness.of(1),
            Randomness.of(2),
            Randomness.of(1).split("data"),
            Randomness.of(1).split("dropout"),
            Randomness.of(1).split(0),
            Randomness.of(1).split(1),
            Randomness.of(1).split("data").split("data"),
        };
        try (Scope scope = Scope.open()) {
            for (int i = 0; i < streams.length; i++) {
                for (int j = 0; j < i; j++) {
                    float found = correlation(streams[i].normal(1, MANY), streams[j].normal(1, MANY));
                    // 1/sqrt(20,000) is 0.007; five standard deviations
                    assertThat(Math.abs(found)).isLessThan(0.036f);
                }
            }
        }
    }

    @Test
    void a_million_streams_have_a_million_states() {
        Set<Long> seeds = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seeds.add(Randomness.of(42).split(i).seed());
        }
        assertThat(seeds).hasSize(1_000_000);
    }

    @Test
    void normal_and_uniform_numbers_have_their_moments() {
        try (Scope scope = Scope.open()) {
            Tensor normal = Randomness.of(9).normal(2, MANY);
            assertThat(normal.mean().item_float()).isBetween(-0.07f, 0.07f);
            assertThat(normal.std(true).item_float()).isBetween(1.94f, 2.06f);
            Tensor uniform = Randomness.of(9).uniform(-1, 3, MANY);
            assertThat(uniform.mean().item_float()).isBetween(0.95f, 1.05f);
            assertThat(uniform.min().item_float()).isGreaterThanOrEqualTo(-1f);
            assertThat(uniform.max().item_float()).isLessThan(3f);
        }
    }

    @Test
    void a_split_depends_on_seed_and_name_only() {
        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (String name : new String[] {"", "a", "größe", "a".repeat(1000)}) {
                Randomness split = Randomness.of(seed).split(name);
                assertThat(split).isEqualTo(Randomness.of(seed).split(name));
                assertThat(split).isNotEqualTo(Randomness.of(seed));
                assertThat(split).isNotEqualTo(Randomness.of(seed + 1).split(name));
                assertThat(split).isNotEqualTo(Randomness.of(seed).split(name + "b"));
            }
        }
    }
}
