package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotaryTest {
    private static final Rotary PLAIN = new Rotary(8, 10_000, 64, new RopeScaling.None());

    @Test
    void a_pair_is_turned_by_its_position_in_radians() {
        Rotary two = new Rotary(2, 10_000, 64, new RopeScaling.None());
        double[][] turned = two.rotate(new double[][] {{1, 0}, {1, 0}, {0, 1}});
        assertThat(turned[0]).containsExactly(1, 0);
        assertThat(turned[1]).containsExactly(new double[] {Math.cos(1), Math.sin(1)}, within(1e-15));
        assertThat(turned[2]).containsExactly(new double[] {-Math.sin(2), Math.cos(2)}, within(1e-15));
    }

    @Test
    void an_entry_is_paired_with_the_one_half_a_head_further() {
        double[][] rows = new double[4][16];
        rows[3][8 + 1] = 1; // second head, entry 1: its partner is entry 5
        double[] turned = PLAIN.rotate(rows)[3];
        double angle = 3 * Math.pow(10_000, -2.0 / 8);
        double[] expected = new double[16];
        expected[8 + 1] = Math.cos(angle);
        expected[8 + 5] = Math.sin(angle);
        assertThat(turned).containsExactly(expected, within(1e-15));
    }

    @Property(tries = 50)
    void scores_depend_on_the_distance_alone_and_lengths_on_nothing(
            @ForAll @IntRange(min = 0, max = 20) int first,
            @ForAll @IntRange(min = 0, max = 20) int distance,
            @ForAll @IntRange(min = 1, max = 20) int shift) {
        double[] query = new Random(first).doubles(8, -1, 1).toArray();
        double[] key = new Random(distance + 99).doubles(8, -1, 1).toArray();
        double here = Formulas.dot(turnedTo(first + distance, query), turnedTo(first, key));
        double there = Formulas.dot(turnedTo(first + distance + shift, query), turnedTo(first + shift, key));
        assertThat(there).isCloseTo(here, within(1e-12));
        double[] turned = turnedTo(first, query);
        assertThat(Formulas.dot(turned, turned)).isCloseTo(Formulas.dot(query, query), within(1e-12));
    }

    private static double[] turnedTo(int position, double[] vector) {
        double[][] rows = new double[position + 1][vector.length];
        rows[position] = vector;
        return PLAIN.rotate(rows)[position];
    }

    @Test
    void linear_scaling_reads_positions_closer_together() {
        Rotary scaled = new Rotary(8, 10_000, 64, new RopeScaling.Linear(4));
        double[] vector = new Random(1).doubles(8, -1, 1).toArray();
        double[][] rows = new double[9][8];
        rows[8] = vector;
        assertThat(scaled.rotate(rows)[8]).containsExactly(turnedTo(2, vector), within(1e-12));
    }

    /// Frequencies that the published Llama 3.1 settings give in Hugging Face's single-precision code.
    @Test
    void llama3_scaling_gives_the_frequencies_of_llama_3_1() {
        RopeScaling rule = new RopeScaling.Llama3(8, 1, 4, 8192);
        double[] frequencies = new Rotary(128, 500_000, 131_072, rule).frequencies(1);
        assertFrequency(frequencies, 0, 1);
        assertFrequency(frequencies, 1, 0.8146172165870667);
        assertFrequency(frequencies, 28, 0.0032114461064338684);
        assertFrequency(frequencies, 29, 0.0021665706299245358);
        assertFrequency(frequencies, 30, 0.0013718936825171113);
        assertFrequency(frequencies, 34, 0.0001785077911335975);
        assertFrequency(frequencies, 35, 9.556212171446532e-05);
        assertFrequency(frequencies, 36, 7.784655463183299e-05);
        assertFrequency(frequencies, 63, 3.068925877869333e-07);
    }

    /// Frequencies of Hugging Face's single-precision code.
    @Test
    void dynamic_scaling_grows_the_base_beyond_the_context_only() {
        Rotary dynamic = new Rotary(16, 10_000, 64, new RopeScaling.Dynamic(2));
        double[] beyond = dynamic.frequencies(100);
        assertFrequency(beyond, 1, 0.28394514322280884);
        assertFrequency(beyond, 4, 0.0065003652125597);
        assertFrequency(beyond, 7, 0.00014881306560710073);
        double[] unscaled = new Rotary(16, 10_000, 64, new RopeScaling.None()).frequencies(64);
        assertThat(dynamic.frequencies(64)).containsExactly(unscaled, within(1e-15));
    }

    /// Of 16 pairs under base 10,000, pair `i` turns `8192 / 2π · 10^(-i/4)` times: 32 times at `i =
    /// 6.4`, once at `12.5`.
    @Test
    void yarn_keeps_fast_pairs_divides_slow_ones_and_makes_all_longer() {
        RopeScaling rule = new RopeScaling.Yarn(4, 32, 1, 8192);
        double[] plain = new Rotary(32, 10_000, 8192, new RopeScaling.None()).frequencies(1);
        double[] stretched = new Rotary(32, 10_000, 8192, rule).frequencies(1);
        for (int i = 0; i <= 6; i++) {
            assertThat(stretched[i]).isCloseTo(plain[i], within(1e-15));
        }
        assertThat(stretched[8]).isCloseTo(plain[8] * (5 + 2 / 4.0) / 7, within(1e-12));
        for (int i = 13; i < 16; i++) {
            assertThat(stretched[i]).isCloseTo(plain[i] / 4, within(1e-15));
        }

        double[][] rows = {new Random(3).doubles(32).toArray()};
        double[] longer = new Rotary(32, 10_000, 8192, rule).rotate(rows)[0];
        assertThat(longer[5] / rows[0][5]).isCloseTo(1.138629436111989, within(1e-12));
    }

    private static void assertFrequency(double[] frequencies, int pair, double expected) {
        assertThat(frequencies[pair]).isCloseTo(expected, within(2e-6 * expected));
    }

    @Test
    void settings_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> new Rotary(7, 10_000, 64, new RopeScaling.None()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
        assertThatThrownBy(() -> new Rotary(2, 10_000, 64, new RopeScaling.Dynamic(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RopeScaling.Linear(0.5)).hasMessageContaining("0.5");
        assertThatThrownBy(() -> new RopeScaling.Linear(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RopeScaling.Llama3(8, 4, 1, 8192)).hasMessageContaining("low < high");
        assertThatThrownBy(() -> new RopeScaling.Yarn(4, 1, 32, 8192)).hasMessageContaining("slow < fast");
    }
}
