package dev.assay.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.model.Sampling;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The choice of a token against distributions worked out by hand.
class SamplerTest {
    private static final int DRAWS = 20_000;

    /// Four standard deviations of a frequency over the draws.
    private static final double TOLERANCE = 4 * Math.sqrt(0.25 / DRAWS);

    private static final float[] HALVES = logits(0.5, 0.25, 0.15, 0.1);

    /// A sequence of which some ids are the prompt.
    private record Ids(int... ids) implements LogitProcessor.Sequence {
        @Override
        public int length() {
            return ids.length;
        }

        @Override
        public int at(int index) {
            return ids[index];
        }
    }

    private static float[] logits(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (Math.log(probabilities[i]) + 3);
        }
        return logits;
    }

    private static double[] frequencies(Sampling sampling, float[] logits, int prompt, int... ids) {
        Sampler sampler = new Sampler(sampling, new SplittableRandom(1));
        double[] frequencies = new double[logits.length];
        for (int i = 0; i < DRAWS; i++) {
            frequencies[sampler.choose(new Ids(ids), prompt, logits.clone())] += 1.0 / DRAWS;
        }
        return frequencies;
    }

    private static void expect(double[] frequencies, double... shares) {
        double sum =
                IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).sum();
        for (int i = 0; i < shares.length; i++) {
            assertThat(frequencies[i]).as("token " + i).isCloseTo(shares[i] / sum, within(TOLERANCE));
            if (shares[i] == 0) {
                assertThat(frequencies[i]).isZero();
            }
        }
    }

    @Test
    void nothing_set_draws_from_the_model_itself() {
        expect(frequencies(Sampling.standard(), HALVES, 0), 0.5, 0.25, 0.15, 0.1);
    }

    @Test
    void temperature_raises_probabilities_to_its_inverse() {
        expect(frequencies(Sampling.standard().withTemperature(0.5), HALVES, 0), 0.25, 0.0625, 0.0225, 0.01);
        expect(
                frequencies(Sampling.standard().withTemperature(2), HALVES, 0),
                Math.sqrt(0.5),
                0.5,
                Math.sqrt(0.15),
                Math.sqrt(0.1));
    }

    @Test
    void temperature_zero_takes_the_likeliest_and_the_first_of_equals() {
        expect(frequencies(Sampling.greedy(), HALVES, 0), 1, 0, 0, 0);
        expect(frequencies(Sampling.greedy(), new float[] {-1, 2, 2, 0}, 0), 0, 1, 0, 0);
    }

    @Test
    void top_k_keeps_the_k_likeliest() {
        expect(frequencies(Sampling.standard().withTopK(2), HALVES, 0), 0.5, 0.25, 0, 0);
        expect(frequencies(Sampling.standard().withTopK(3), logits(0.1, 0.2, 0.3, 0.4), 0), 0, 0.2, 0.3, 0.4);
        expect(frequencies(Sampling.standard().withTopK(1), HALVES, 0), 1, 0, 0, 0);
        expect(frequencies(Sampling.standard().withTopK(9), HALVES, 0), 0.5, 0.25, 0.15, 0.1);
    }

    @Test
    void top_p_keeps_the_fewest_that_reach_it() {
        expect(frequencies(Sampling.standard().withTopP(0.7), HALVES, 0), 0.5, 0.25, 0, 0);
        expect(frequencies(Sampling.standard().withTopP(0.8), HALVES, 0), 0.5, 0.25, 0.15, 0);
        expect(frequencies(Sampling.standard().withTopP(0.01), HALVES, 0), 1, 0, 0, 0);
    }

    @Test
    void top_p_counts_within_what_top_k_left_and_after_temperature() {
        // Of two thirds and one third, the first alone reaches 0.6.
        expect(frequencies(Sampling.standard().withTopK(2).withTopP(0.6), HALVES, 0), 1, 0, 0, 0);
        // At temperature 0.5 the first has 0.725 of the whole.
        expect(frequencies(Sampling.standard().withTemperature(0.5).withTopP(0.7), HALVES, 0), 1, 0, 0, 0);
    }

    @Test
    void min_p_keeps_those_not_far_below_the_likeliest() {
        expect(frequencies(Sampling.standard().withMinP(0.4), HALVES, 0), 0.5, 0.25, 0, 0);
        expect(frequencies(Sampling.standard().withMinP(0.25), HALVES, 0), 0.5, 0.25, 0.15, 0);
        expect(frequencies(Sampling.standard().withMinP(1), HALVES, 0), 1, 0, 0, 0);
    }

    @Test
    void the_repetition_penalty_divides_positive_logits_and_multiplies_negative_ones_of_all_that_was_seen() {
        Sampling sampling = Sampling.standard().withPenalties(2, 0, 0);
        float[] logits = {2, -1, 1, 0};
        expect(frequencies(sampling, logits, 2, 0, 1, 1), Math.exp(1), Math.exp(-2), Math.exp(1), Math.exp(0));
    }

    @Test
    void presence_and_frequency_penalties_count_the_answer_and_not_the_prompt() {
        Sampling sampling = Sampling.standard().withPenalties(1, 0.5, 0.25);
        expect(
                frequencies(sampling, new float[] {0, 0, 0, 0}, 3, 0, 0, 3, 1, 1, 2),
                1,
                Math.exp(-1.0),
                Math.exp(-0.75),
                1);
    }

    @Test
    void a_bias_is_added_before_the_penalties() {
        Sampling sampling = Sampling.standard().withPenalties(2, 0, 0).withLogitBias(Map.of(0, 1.0));
        expect(frequencies(sampling, new float[] {1, 0, 0, 0}, 1, 0), Math.exp(1), 1, 1, 1);
    }

    @Test
    void a_bias_forbids_forces_and_may_name_an_id_that_is_not_there() {
        expect(frequencies(Sampling.standard().withLogitBias(Map.of(0, -100.0)), HALVES, 0), 0, 0.25, 0.15, 0.1);
        expect(frequencies(Sampling.greedy().withLogitBias(Map.of(3, 100.0, 99, 5.0)), HALVES, 0), 0, 0, 0, 1);
    }

    @Test
    void what_is_forbidden_is_never_drawn_and_all_forbidden_is_refused() {
        float no = Float.NEGATIVE_INFINITY;
        expect(frequencies(Sampling.standard(), new float[] {no, 0, no, 0}, 0), 0, 1, 0, 1);
        expect(frequencies(Sampling.standard().withTopK(3), new float[] {no, 0, no, 0}, 0), 0, 1, 0, 1);
        Sampler sampler = new Sampler(Sampling.standard(), new SplittableRandom(1));
        assertThatThrownBy(() -> sampler.choose(new Ids(1), 1, new float[] {no, no}))
                .hasMessageContaining("ASSAY-4063");
    }

    @Property(tries = 200)
    void the_best_are_those_of_a_full_sort(
            @ForAll @Size(min = 1, max = 40) float @FloatRange(min = -9, max = 9) [] values,
            @ForAll @IntRange(min = 0, max = 45) int most) {
        int[] expected = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> values[a] == values[b] ? Integer.compare(a, b) : Float.compare(values[b], values[a]))
                .mapToInt(Integer::intValue)
                .limit(most)
                .toArray();
        assertThat(new Logits(values).best(Math.min(most, values.length))).isEqualTo(expected);
    }

    @Test
    void logits_that_are_no_numbers_are_refused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Logits(new float[] {0, bad}).logSumExp())
                    .hasMessageContaining("ASSAY-4062");
        }
        assertThat(new Logits(new float[] {0, Float.NEGATIVE_INFINITY}).logSumExp())
                .isZero();
        assertThat(new Logits(new float[] {1000, 1000}).logSumExp()).isCloseTo(1000 + Math.log(2), within(1e-9));
    }
}
