package dev.assay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    private final Sampling standard = Sampling.standard();

    @Test
    void greedy_is_temperature_zero_and_standard_changes_nothing() {
        assertThat(Sampling.greedy().temperature()).isZero();
        assertThat(Sampling.greedy().isGreedy()).isTrue();
        assertThat(standard)
                .isEqualTo(new Sampling(1, 0, 1, 0, 1, 0, 0, Map.of(), List.of(), 256, OptionalLong.empty(), 0));
        assertThat(standard.isGreedy()).isFalse();
        assertThat(standard.withTopK(1).isGreedy()).isTrue();
    }

    @Test
    void each_copy_changes_its_own_field_alone() {
        var all = standard.withTemperature(0.5)
                .withTopK(40)
                .withTopP(0.9)
                .withMinP(0.05)
                .withPenalties(1.1, 0.2, 0.3)
                .withLogitBias(Map.of(7, -100.0))
                .withStop("\n", "END")
                .withMaxTokens(9)
                .withSeed(-3)
                .withTopLogprobs(5);
        assertThat(all)
                .isEqualTo(new Sampling(
                        0.5,
                        40,
                        0.9,
                        0.05,
                        1.1,
                        0.2,
                        0.3,
                        Map.of(7, -100.0),
                        List.of("\n", "END"),
                        9,
                        OptionalLong.of(-3),
                        5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 100.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_wrong_temperature_is_refused_by_name_and_range(double wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withTemperature(wrong))
                .withMessageStartingWith("temperature lies from 0.0 to 100.0: ");
    }

    @Test
    void every_other_key_is_refused_by_name() {
        refused("topK is at least 0: -1", () -> standard.withTopK(-1));
        refused("topP lies above 0 and up to 1.0: 0.0", () -> standard.withTopP(0));
        refused("topP lies above 0 and up to 1.0: NaN", () -> standard.withTopP(Double.NaN));
        refused("minP lies from 0.0 to 1.0: 1.5", () -> standard.withMinP(1.5));
        refused("repetitionPenalty lies above 0 and up to 100.0: 0.0", () -> standard.withPenalties(0, 0, 0));
        refused("presencePenalty lies from -2.0 to 2.0: 3.0", () -> standard.withPenalties(1, 3, 0));
        refused("frequencyPenalty lies from -2.0 to 2.0: NaN", () -> standard.withPenalties(1, 0, Double.NaN));
        refused("a token id of logitBias is at least 0: -5", () -> standard.withLogitBias(Map.of(-5, 1.0)));
        refused(
                "logitBias of token 5 lies from -100.0 to 100.0: NaN",
                () -> standard.withLogitBias(Map.of(5, Double.NaN)));
        refused("stop holds an empty text, which would end every answer at once", () -> standard.withStop("a", ""));
        refused("maxTokens is at least 1: 0", () -> standard.withMaxTokens(0));
        refused("topLogprobs is at least 0: -1", () -> standard.withTopLogprobs(-1));
    }

    @Test
    void later_changes_to_the_map_do_not_reach_the_sampling() {
        var bias = new HashMap<>(Map.of(1, 2.0));
        var sampling = standard.withLogitBias(bias);
        bias.put(3, 4.0);
        assertThat(sampling.logitBias()).isEqualTo(Map.of(1, 2.0));
    }

    @Property
    void no_number_makes_a_sampling_out_of_range(@ForAll double temperature, @ForAll double topP, @ForAll int topK) {
        try {
            var made = standard.withTemperature(temperature).withTopP(topP).withTopK(topK);
            assertThat(made.temperature()).isBetween(0.0, 100.0);
            assertThat(made.topP()).isGreaterThan(0).isLessThanOrEqualTo(1);
            assertThat(made.topK()).isNotNegative();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(temperature|topP|topK) .*");
        }
    }

    private static void refused(String message, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
    }
}
