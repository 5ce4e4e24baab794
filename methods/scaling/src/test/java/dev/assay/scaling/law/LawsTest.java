package dev.assay.scaling.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LawsTest {
    /// Curves `A N^-a + B D^-b` of models of several sizes, whose frontier falls with the exponent `ab / (a + b)`.
    private static List<Run> curves(double noise, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Run> runs = new ArrayList<>();
        for (double size = 1e4; size < 1e9; size *= 1.3) {
            List<Point> points = new ArrayList<>();
            for (double data = 1e4; data < 1e9; data *= 1.3) {
                double loss = 8 * Math.pow(size, -0.35) + 8 * Math.pow(data, -0.35);
                points.add(new Point(size * data, loss * Math.exp(noise * random.nextGaussian())));
            }
            runs.add(new Run("size " + size, points));
        }
        return runs;
    }

    private static double exponent(List<Run> runs, double threshold) {
        Frontier frontier = Frontier.of(runs, new Frontier.Rules(threshold, 0));
        return PowerLaw.fit(frontier.within(1e10, 1e16)).exponent();
    }

    @Test
    void the_exponent_of_curves_without_noise_is_the_one_of_theory() {
        assertThat(exponent(curves(0, 1), 0.05)).isCloseTo(0.175, within(0.00175));
    }

    @Test
    void one_percent_of_noise_moves_it_by_less_than_three_percent() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(exponent(curves(0.01, seed), 0.05)).isCloseTo(0.175, within(0.03 * 0.175));
        }
    }

    private static List<Point> points(DoubleUnaryOperator loss) {
        List<Point> points = new ArrayList<>();
        for (double compute = 1e6; compute < 1e12; compute *= 2) {
            points.add(new Point(compute, loss.applyAsDouble(compute)));
        }
        return points;
    }

    @Test
    void a_power_above_a_floor_is_found_with_its_floor() {
        OffsetLaw law = OffsetLaw.fit(points(c -> 1.7 + 40 * Math.pow(c, -0.2)));
        assertThat(law.floor()).isCloseTo(1.7, within(1e-3));
        assertThat(law.exponent()).isCloseTo(0.2, within(1e-3));
        assertThat(law.factor()).isCloseTo(40, within(0.4));
        assertThat(law.error()).isLessThan(1e-5);
        OffsetLaw none = OffsetLaw.fit(points(c -> 40 * Math.pow(c, -0.2)));
        assertThat(none.floor()).isLessThan(1e-3);
    }

    @Test
    void standard_errors_shrink_with_the_noise() {
        RandomGenerator random = new SplittableRandom(3);
        PowerLaw noisy = PowerLaw.fit(points(c -> Math.pow(c, -0.1) * Math.exp(0.1 * random.nextGaussian())));
        PowerLaw calm = PowerLaw.fit(points(c -> Math.pow(c, -0.1) * Math.exp(0.01 * random.nextGaussian())));
        assertThat(noisy.exponentError()).isGreaterThan(3 * calm.exponentError());
        assertThat(calm.exponent()).isCloseTo(0.1, within(4 * calm.exponentError()));
        assertThat(calm.loss(1e9)).isCloseTo(Math.pow(1e9, -0.1), within(0.01));
    }

    @Test
    void a_structure_that_needs_half_the_compute_has_the_multiplier_two() {
        Frontier dense = Frontier.of(List.of(new Run("dense", points(c -> Math.pow(c, -0.1)))), Frontier.Rules.DEFAULT);
        Frontier half =
                Frontier.of(List.of(new Run("half", points(c -> Math.pow(2 * c, -0.1)))), Frontier.Rules.DEFAULT);
        ComputeMultiplier multiplier = ComputeMultiplier.of(half, dense);
        assertThat(multiplier.mean()).isCloseTo(2, within(1e-9));
        assertThat(multiplier.deviation()).isCloseTo(0, within(1e-9));
        assertThat(ComputeMultiplier.of(dense, dense).mean()).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_run_that_diverged_is_named_and_its_numbers_left_out() {
        Run good = new Run("good", points(c -> Math.pow(c, -0.1)));
        Run bad = new Run("bad", List.of(new Point(1e7, Double.NaN), new Point(1e8, Double.POSITIVE_INFINITY)));
        Frontier frontier = Frontier.of(List.of(good, bad), Frontier.Rules.DEFAULT);
        assertThat(frontier.left()).containsExactly("bad");
        assertThat(frontier.points()).isEqualTo(good.points());
        assertThat(bad.hasDiverged()).isTrue();
        assertThatThrownBy(() -> Frontier.of(List.of(bad), Frontier.Rules.DEFAULT))
                .hasMessageContaining("no run");
    }

    @Test
    void losses_that_rise_again_are_not_on_the_frontier() {
        List<Point> points =
                List.of(new Point(1, 4), new Point(2, 3), new Point(4, 3.05), new Point(8, 2), new Point(16, 2.5));
        Frontier frontier = Frontier.of(List.of(new Run("r", points)), new Frontier.Rules(0.5, 0));
        assertThat(frontier.points()).extracting(Point::loss).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(frontier.points()).contains(new Point(8, 2)).doesNotContain(new Point(16, 2.5));
    }

    @Test
    void too_few_points_are_refused() {
        assertThatThrownBy(() -> PowerLaw.fit(List.of(new Point(1, 1), new Point(2, 1))))
                .hasMessageContaining("three");
        assertThatThrownBy(() -> OffsetLaw.fit(List.of(new Point(1, 1)))).hasMessageContaining("four");
        Frontier one = Frontier.of(List.of(new Run("one", List.of(new Point(5, 1)))), Frontier.Rules.DEFAULT);
        assertThat(one.points()).hasSize(1);
        assertThat(one.computeAt(1)).isEmpty();
    }
}
