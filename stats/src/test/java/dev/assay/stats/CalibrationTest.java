package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double[] ANNOUNCED = {0.1, 0.15, 0.3, 0.35, 0.8, 0.9, 0.95, 1.0};
    private static final boolean[] HAPPENED = {false, true, false, true, true, false, true, true};

    @Test
    void bins_of_equal_width_are_those_counted_by_hand() {
        List<Calibration.Bin> bins = Calibration.equalWidth(ANNOUNCED, HAPPENED, 4, 0.95);
        assertThat(bins).extracting(bin -> bin.observed().n()).containsExactly(2L, 2L, 4L);
        assertThat(bins).extracting(Calibration.Bin::low).containsExactly(0.0, 0.25, 0.75);
        assertThat(bins.getLast().meanProbability()).isCloseTo(0.9125, within(1e-12));
        assertThat(bins.getLast().observed().estimate()).isEqualTo(0.75);
        double expected = 2 / 8.0 * 0.375 + 2 / 8.0 * 0.175 + 4 / 8.0 * 0.1625;
        assertThat(Calibration.expectedError(bins)).isCloseTo(expected, within(1e-12));
        assertThat(Calibration.maximumError(bins)).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void bins_of_equal_mass_keep_equal_probabilities_together() {
        assertThat(Calibration.equalMass(ANNOUNCED, HAPPENED, 4, 0.95))
                .extracting(bin -> bin.observed().n())
                .containsExactly(2L, 2L, 2L, 2L);
        double[] tied = {0.5, 0.5, 0.5, 0.5, 0.5, 0.9};
        boolean[] happened = {true, false, true, false, true, true};
        assertThat(Calibration.equalMass(tied, happened, 3, 0.95))
                .extracting(bin -> bin.observed().n())
                .containsExactly(5L, 1L);
    }

    @Test
    void scores_are_those_computed_by_hand() {
        double[] probabilities = {0.8, 0.4};
        boolean[] happened = {true, false};
        assertThat(Calibration.brier(probabilities, happened)).isCloseTo((0.04 + 0.16) / 2, within(1e-12));
        assertThat(Calibration.logLoss(probabilities, happened))
                .isCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, within(1e-12));
        assertThat(Calibration.logLoss(new double[] {0.0}, new boolean[] {true}))
                .isInfinite();
        assertThat(Calibration.logLoss(new double[] {1.0}, new boolean[] {true}))
                .isZero();
    }

    @Property(tries = 200)
    void every_case_is_in_one_bin_and_the_error_is_a_probability(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1) Double> probabilities,
            @ForAll @IntRange(min = 1, max = 20) int bins,
            @ForAll long seed) {
        double[] announced =
                probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        boolean[] happened = new boolean[announced.length];
        var random = Bootstrap.random(seed);
        long hits = 0;
        for (int i = 0; i < happened.length; i++) {
            happened[i] = random.nextBoolean();
            hits += happened[i] ? 1 : 0;
        }
        double overall = Math.abs(Descriptive.mean(announced) - (double) hits / happened.length);
        for (List<Calibration.Bin> diagram : List.of(
                Calibration.equalWidth(announced, happened, bins, 0.9),
                Calibration.equalMass(announced, happened, bins, 0.9))) {
            assertThat(diagram.stream().mapToLong(bin -> bin.observed().n()).sum())
                    .isEqualTo(announced.length);
            assertThat(diagram)
                    .allSatisfy(
                            bin -> assertThat(bin.meanProbability()).isBetween(bin.low() - 1e-12, bin.high() + 1e-12));
            // binning more finely never hides an error of the whole
            assertThat(Calibration.expectedError(diagram)).isBetween(overall - 1e-9, 1.0);
        }
    }

    @Test
    void what_is_no_probability_is_refused() {
        boolean[] one = {true};
        assertThatThrownBy(() -> Calibration.brier(new double[] {1.1}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.brier(new double[] {Double.NaN}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.brier(new double[2], one)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.brier(new double[0], new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.equalWidth(new double[1], one, 0, 0.9))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
