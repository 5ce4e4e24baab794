package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.Interval;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankingTest {
    private record Cases(double[] first, double[] second, boolean[] positive) {}

    private static Cases cases(int n, long seed) {
        var random = Bootstrap.random(seed);
        double[] first = new double[n];
        double[] second = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            positive[i] = i < 2 || (i > 3 && random.nextBoolean());
            first[i] = random.nextInt(8) + (positive[i] ? 2 : 0);
            second[i] = random.nextInt(8);
        }
        return new Cases(first, second, positive);
    }

    private static double wins(double positive, double negative) {
        return positive > negative ? 1 : positive == negative ? 0.5 : 0;
    }

    /// Over all pairs: the placements of the positive cases, then of the negative ones.
    private static List<double[]> placements(double[] scores, boolean[] positive) {
        List<Double> up = new ArrayList<>();
        List<Double> down = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            double sum = 0;
            int others = 0;
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] != positive[j]) {
                    sum += positive[i] ? wins(scores[i], scores[j]) : wins(scores[j], scores[i]);
                    others++;
                }
            }
            (positive[i] ? up : down).add(sum / others);
        }
        return List.of(
                up.stream().mapToDouble(Double::doubleValue).toArray(),
                down.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Descriptive.mean(a);
        double meanB = Descriptive.mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1);
    }

    @Property(tries = 200)
    void the_area_is_the_share_of_pairs_in_right_order(@ForAll @IntRange(min = 4, max = 60) int n, @ForAll long seed) {
        Cases cases = cases(n, seed);
        double[] up = placements(cases.first(), cases.positive()).getFirst();
        assertThat(Ranking.auroc(cases.first(), cases.positive())).isCloseTo(Descriptive.mean(up), within(1e-12));
    }

    @Property(tries = 200)
    void delongs_variances_agree_with_all_pairs(@ForAll @IntRange(min = 4, max = 60) int n, @ForAll long seed) {
        Cases cases = cases(n, seed);
        List<double[]> one = placements(cases.first(), cases.positive());
        List<double[]> two = placements(cases.second(), cases.positive());
        double z = 1.959963984540054;
        double own = variance(one, one);
        double area = Descriptive.mean(one.getFirst());
        Interval interval = Ranking.aurocInterval(cases.first(), cases.positive(), 0.95);
        assertThat(interval.low()).isCloseTo(Math.max(0, area - z * Math.sqrt(own)), within(1e-9));
        assertThat(interval.high()).isCloseTo(Math.min(1, area + z * Math.sqrt(own)), within(1e-9));
        double paired = own + variance(two, two) - 2 * variance(one, two);
        Interval difference = Ranking.aurocDifference(cases.first(), cases.second(), cases.positive(), 0.95);
        double middle = area - Descriptive.mean(two.getFirst());
        assertThat(difference.estimate()).isCloseTo(middle, within(1e-12));
        assertThat(difference.high()).isCloseTo(Math.min(1, middle + z * Math.sqrt(Math.max(0, paired))), within(1e-6));
    }

    private static double variance(List<double[]> one, List<double[]> two) {
        return covariance(one.getFirst(), two.getFirst()) / one.getFirst().length
                + covariance(one.getLast(), two.getLast()) / one.getLast().length;
    }

    @Test
    void perfect_reversed_and_useless_scores_have_their_areas() {
        boolean[] positive = {false, false, true, true};
        assertThat(Ranking.auroc(new double[] {1, 2, 3, 4}, positive)).isEqualTo(1);
        assertThat(Ranking.auroc(new double[] {4, 3, 2, 1}, positive)).isZero();
        assertThat(Ranking.auroc(new double[] {0.0, -0.0, 0.0, -0.0}, positive)).isEqualTo(0.5);
        assertThat(Ranking.auroc(new double[] {Double.NEGATIVE_INFINITY, 0, 0, Double.POSITIVE_INFINITY}, positive))
                .isEqualTo(0.875);
        assertThat(Ranking.midranks(new double[] {3, 1, 3, 2})).containsExactly(3.5, 1, 3.5, 2);
    }

    @Test
    void what_cannot_be_ranked_is_refused() {
        assertThatThrownBy(() -> Ranking.auroc(new double[] {1, 2}, new boolean[] {true, true}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ranking.auroc(new double[] {1, Double.NaN}, new boolean[] {true, false}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ranking.auroc(new double[] {1}, new boolean[] {true, false}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ranking.aurocInterval(new double[] {1, 2}, new boolean[] {true, false}, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
