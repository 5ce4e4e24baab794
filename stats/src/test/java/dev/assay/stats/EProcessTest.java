package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class EProcessTest {
    private static final int PATHS = 100_000;

    private static EProcess after(EProcess start, int hits, int misses) {
        EProcess process = start;
        for (int i = 0; i < hits + misses; i++) {
            process = process.next(i < hits);
        }
        return process;
    }

    @Test
    void each_hit_and_each_miss_counts_what_the_alternative_gives_it() {
        EProcess start = EProcess.against(Math.log(1e-4), 0.9);
        assertThat(start.next(true).log10E()).isCloseTo(Math.log10(0.9 / 1e-4), within(1e-12));
        assertThat(start.next(true).log10E()).isCloseTo(3.954, within(1e-3));
        assertThat(start.next(false).log10E()).isCloseTo(Math.log10(0.1 / 0.9999), within(1e-12));
        EProcess later = after(start, 7, 2);
        assertThat(later.log10E()).isCloseTo(7 * Math.log10(9000) + 2 * Math.log10(0.1 / 0.9999), within(1e-12));
        assertThat(later.units()).isEqualTo(9);
        assertThat(later.hits()).isEqualTo(7);
    }

    @Test
    void a_mixture_is_the_average_of_the_alternatives_above() {
        double logP0 = Math.log(0.55);
        double sum = 0;
        for (int tenths = 6; tenths <= 9; tenths++) {
            sum += Math.exp(after(EProcess.against(logP0, tenths / 10.0), 5, 3).logE());
        }
        assertThat(after(EProcess.against(logP0), 5, 3).logE()).isCloseTo(Math.log(sum / 4), within(1e-12));
    }

    @Test
    void chances_far_below_the_range_of_a_double_are_right() {
        EProcess process = after(EProcess.against(-1500), 10, 0);
        double alternatives = 0;
        for (int tenths = 1; tenths <= 9; tenths++) {
            alternatives += Math.pow(tenths / 10.0, 10);
        }
        assertThat(process.logE()).isCloseTo(15_000 + Math.log(alternatives / 9), within(1e-9));
        assertThat(process.logP()).isEqualTo(-process.logE());
    }

    @Test
    void the_largest_value_stays_when_misses_follow_and_the_past_does_not_change() {
        EProcess start = EProcess.against(Math.log(0.01));
        assertThat(start.logE()).isZero();
        assertThat(start.largestLogE()).isZero();
        assertThat(start.logP()).isEqualTo(0.0);
        assertThat(start.next(false).largestLogE()).isZero();
        EProcess high = after(start, 3, 0);
        EProcess low = after(start, 3, 30);
        assertThat(low.logE()).isLessThan(high.logE());
        assertThat(low.largestLogE()).isEqualTo(high.logE());
        assertThat(low.logP()).isEqualTo(-high.logE());
        assertThat(start.units()).isZero();
        assertThat(start.logE()).isZero();
    }

    @Test
    void what_was_rejected_once_stays_rejected() {
        EProcess start = EProcess.against(Math.log(0.1), 0.5);
        assertThat(start.rejects(1)).isTrue();
        assertThat(start.next(true).rejects(0.21)).isTrue();
        assertThat(start.next(true).rejects(0.19)).isFalse();
        assertThat(after(start, 1, 20).rejects(0.21)).isTrue();
        for (double alpha : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> start.rejects(alpha)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_alternative_of_one_loses_all_at_the_first_miss_and_nothing_before() {
        EProcess start = EProcess.against(Math.log(0.25), 1);
        assertThat(after(start, 2, 0).logE()).isCloseTo(Math.log(16), within(1e-12));
        EProcess lost = after(start, 2, 1).next(true);
        assertThat(lost.logE()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(lost.largestLogE()).isCloseTo(Math.log(16), within(1e-12));
    }

    @Property(tries = 100)
    void the_mean_is_one_at_p0_and_at_most_one_below_it(
            @ForAll @DoubleRange(min = 1e-4, max = 0.89) @Scale(6) double p0,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(3) double factor,
            @ForAll @IntRange(max = 30) int units) {
        EProcess start = EProcess.against(Math.log(p0));
        double atP0 = 0;
        double below = 0;
        for (int hits = 0; hits <= units; hits++) {
            double logE = after(start, hits, units - hits).logE();
            atP0 += Math.exp(logE + LogSpace.logBinomial(hits, units, p0));
            below += Math.exp(logE + LogSpace.logBinomial(hits, units, p0 * factor));
        }
        assertThat(atP0).isCloseTo(1, within(1e-10));
        assertThat(below).isLessThanOrEqualTo(1 + 1e-10);
    }

    @Test
    void paths_under_the_null_neither_grow_on_average_nor_cross_more_often_than_allowed() {
        double p0 = 0.3;
        double alpha = 0.1;
        EProcess start = EProcess.against(Math.log(p0));
        RandomGenerator random = Bootstrap.random(11);
        double[] values = new double[PATHS];
        int crossed = 0;
        for (int path = 0; path < PATHS; path++) {
            EProcess process = start;
            for (int unit = 0; unit < 20; unit++) {
                process = process.next(random.nextDouble() < p0);
            }
            values[path] = Math.exp(process.logE());
            crossed += process.rejects(alpha) ? 1 : 0;
        }
        assertThat(Descriptive.mean(values)).isLessThanOrEqualTo(1 + 3 * Descriptive.standardError(values));
        double rate = (double) crossed / PATHS;
        assertThat(rate).isLessThanOrEqualTo(alpha + 3 * Math.sqrt(alpha * (1 - alpha) / PATHS));
        assertThat(rate).isGreaterThan(alpha / 10);
    }

    @Test
    void what_is_no_chance_or_no_alternative_is_refused() {
        for (double logP0 : new double[] {0, 0.1, Double.NEGATIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() -> EProcess.against(logP0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> EProcess.against(logP0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> EProcess.against(Math.log(0.95))).isInstanceOf(IllegalArgumentException.class);
        for (double q : new double[] {0.25, 0.1, 0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> EProcess.against(Math.log(0.25), q)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(EProcess.against(Math.log(0.89)).next(true).logE()).isPositive();
    }
}
