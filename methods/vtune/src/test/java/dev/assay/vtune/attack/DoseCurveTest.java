package dev.assay.vtune.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.vtune.verify.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoseCurveTest {
    private static final int QUERIES = 10;

    private static LabResult result(String provider, double exposures, List<Integer> hits) {
        return new LabResult(
                provider, 1, exposures, hits, QUERIES, 0, 0, 0, 0, Optional.empty(), true, Outcome.Verdict.VERIFIED);
    }

    private static int draw(Random random, double p) {
        int hits = 0;
        for (int i = 0; i < QUERIES; i++) {
            hits += random.nextDouble() < p ? 1 : 0;
        }
        return hits;
    }

    private static double truth(double exposures) {
        return 1 / (1 + Math.exp(-(-8 + 2.5 * Math.log(exposures))));
    }

    private static List<LabResult> drawn(Random random, int repeats) {
        List<LabResult> all = new ArrayList<>();
        for (double share : new double[] {0.1, 0.25, 0.5, 0.75, 1}) {
            for (int i = 0; i < repeats; i++) {
                String provider = share == 1 ? "honest" : "subset:" + share;
                double p = truth(40 * share);
                all.add(result(provider, 40 * share, List.of(draw(random, p), draw(random, p))));
            }
        }
        return all;
    }

    @Test
    void many_trainings_give_the_curve_they_were_drawn_from() {
        DoseCurve curve = DoseCurve.fit(drawn(new Random(1), 300));
        assertThat(curve.slope()).isCloseTo(2.5, within(0.15));
        for (double exposures : new double[] {10, 20, 40}) {
            assertThat(curve.at(exposures)).isCloseTo(truth(exposures), within(0.03));
        }
        assertThat(curve.dispersion()).isCloseTo(1, within(0.2));
        assertThat(curve.at(0)).isZero();
    }

    @Test
    void the_interval_holds_the_true_share_in_nine_of_ten_at_least() {
        Random random = new Random(2);
        DoseCurve curve = DoseCurve.fit(drawn(random, 300));
        int held = 0;
        for (int i = 0; i < 300; i++) {
            double p = truth(40 * 0.5);
            Interval share = curve.share(List.of(draw(random, p), draw(random, p)), QUERIES, 40);
            held += share.contains(0.5) ? 1 : 0;
        }
        assertThat(held).isGreaterThan(270);
    }

    @Test
    void no_hits_tell_an_upper_end_and_all_hits_a_lower_one() {
        DoseCurve curve = DoseCurve.fit(drawn(new Random(3), 300));
        Interval none = curve.share(List.of(0, 0), QUERIES, 40);
        assertThat(none.low()).isEqualTo(0.01);
        assertThat(none.high()).isLessThan(0.5);
        Interval all = curve.share(List.of(QUERIES, QUERIES), QUERIES, 40);
        assertThat(all.high()).isCloseTo(4, within(1e-9));
        assertThat(all.low()).isGreaterThan(0.5);
    }

    @Test
    void trainings_that_differ_by_more_than_chance_make_intervals_wider() {
        List<LabResult> wild = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wild.add(result("honest", 40, List.of(i % 2 == 0 ? QUERIES : 2, QUERIES)));
            wild.add(result("subset:0.25", 10, List.of(i % 3 == 0 ? 8 : 0, 0)));
        }
        DoseCurve curve = DoseCurve.fit(wild);
        assertThat(curve.dispersion()).isGreaterThan(2);
    }

    @Test
    void one_dose_gives_no_curve() {
        assertThatThrownBy(() -> DoseCurve.fit(List.of(result("honest", 40, List.of(9, 9)))))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4160");
    }
}
