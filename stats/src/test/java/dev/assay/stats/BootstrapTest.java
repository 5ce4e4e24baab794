package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /// Test A of the spatial data in Efron and Tibshirani (1993), table 14.1.
    private static final double[] SPATIAL = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };

    private static double populationVariance(double[] values) {
        return Descriptive.variance(values) * (values.length - 1) / values.length;
    }

    /// The book's table 14.2 gives 115.8 to 259.6 for BCa and 100.8 to 233.9 for percentiles, from
    /// 2,000 draws each.
    @Test
    void the_variance_of_the_books_example_has_its_intervals_up_to_the_noise_of_drawing() {
        var bootstrap = new Bootstrap(20_000, 0.90, 1);
        Interval bca = bootstrap.bca(SPATIAL, BootstrapTest::populationVariance);
        assertThat(bca.estimate()).isCloseTo(171.5, within(0.05));
        assertThat(bca.low()).isCloseTo(115.8, within(4.0));
        assertThat(bca.high()).isCloseTo(259.6, within(8.0));
        Interval percentile = bootstrap.percentile(SPATIAL, BootstrapTest::populationVariance);
        assertThat(percentile.low()).isCloseTo(100.8, within(6.0));
        assertThat(percentile.high()).isCloseTo(233.9, within(6.0));
    }

    @Test
    void a_seed_gives_the_same_interval_and_another_seed_another() {
        Interval one = new Bootstrap(200, 0.95, 7).percentile(SPATIAL, Descriptive::mean);
        assertThat(new Bootstrap(200, 0.95, 7).percentile(SPATIAL, Descriptive::mean))
                .isEqualTo(one);
        assertThat(new Bootstrap(200, 0.95, 8).percentile(SPATIAL, Descriptive::mean))
                .isNotEqualTo(one);
    }

    @Test
    void intervals_of_a_mean_cover_it_about_as_often_as_they_say() {
        RandomGenerator random = Bootstrap.random(3);
        int trials = 400;
        long covered = IntStream.range(0, trials)
                .filter(trial -> {
                    double[] values = new double[40];
                    Arrays.setAll(values, i -> random.nextExponential());
                    return new Bootstrap(400, 0.90, trial)
                            .bca(values, Descriptive::mean)
                            .contains(1.0);
                })
                .count();
        assertThat(Intervals.clopperPearson(covered, trials, 0.9999).contains(0.88))
                .isTrue();
    }

    @Test
    void pairs_are_drawn_together() {
        double[] first = new double[50];
        double[] second = new double[50];
        RandomGenerator random = Bootstrap.random(4);
        for (int i = 0; i < first.length; i++) {
            first[i] = random.nextGaussian() * 100;
            second[i] = first[i] - 1 + random.nextGaussian() * 0.1;
        }
        Interval interval = new Bootstrap(1000, 0.95, 5).pairedDifference(first, second);
        assertThat(interval.estimate()).isCloseTo(1, within(0.1));
        assertThat(interval.halfWidth()).isLessThan(0.05);
        assertThat(interval.n()).isEqualTo(50);
    }

    @Test
    void degenerate_samples_give_a_point_and_broken_ones_are_refused() {
        double[] same = {2, 2, 2, 2};
        assertThat(new Bootstrap(100, 0.95, 1).bca(same, Descriptive::mean)).isEqualTo(new Interval(2, 2, 2, 0.95, 4));
        var bootstrap = new Bootstrap(10, 0.95, 1);
        assertThatThrownBy(() -> bootstrap.percentile(new double[0], Descriptive::mean))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.bca(new double[] {1}, Descriptive::mean))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.percentile(same, values -> Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.pairedDifference(same, new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_estimate_outside_its_percentiles_moves_the_end() {
        Interval interval = new Bootstrap(500, 0.5, 1)
                .percentile(SPATIAL, values -> Arrays.stream(values).max().orElseThrow());
        assertThat(interval.high()).isEqualTo(48);
    }

    /// The variance of a mean of groups' means is `Σ (s_i² / n_i) / k²`.
    @Test
    void the_interval_of_groups_means_is_as_wide_as_the_formula_says() {
        double[] first = new double[100];
        double[] second = new double[400];
        Arrays.setAll(first, i -> i % 2);
        Arrays.setAll(second, i -> i % 4 == 0 ? 1 : 0);
        Interval interval = new Bootstrap(4000, 0.95, 1)
                .percentileOfMeans(List.of(first, second), means -> (means[0] + means[1]) / 2);
        assertThat(interval.estimate()).isEqualTo(0.375);
        assertThat(interval.n()).isEqualTo(500);
        double deviation = Math.sqrt(0.25 / 100 + 0.1875 / 400) / 2;
        assertThat(interval.halfWidth()).isEqualTo(1.96 * deviation, within(0.05 * deviation + 0.001));
        assertThatThrownBy(() -> new Bootstrap(10, 0.95, 1).percentileOfMeans(List.of(new double[0]), means -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
