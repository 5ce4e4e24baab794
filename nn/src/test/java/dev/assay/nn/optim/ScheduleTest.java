package dev.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void a_cosine_rises_in_a_line_and_falls_along_half_a_wave() {
        Schedule schedule = new Schedule.Cosine(9, 0.2);
        assertThat(schedule.factor(0, 109)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.factor(8, 109)).isCloseTo(0.9, within(1e-12));
        assertThat(schedule.factor(9, 109)).isCloseTo(1, within(1e-12));
        assertThat(schedule.factor(34, 109)).isCloseTo(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, within(1e-12));
        assertThat(schedule.factor(59, 109)).isCloseTo(0.6, within(1e-12));
        assertThat(schedule.factor(109, 109)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void a_line_rises_and_falls_evenly() {
        Schedule schedule = new Schedule.Linear(9, 0.2);
        assertThat(schedule.factor(0, 109)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.factor(9, 109)).isCloseTo(1, within(1e-12));
        assertThat(schedule.factor(34, 109)).isCloseTo(0.8, within(1e-12));
        assertThat(schedule.factor(59, 109)).isCloseTo(0.6, within(1e-12));
        assertThat(schedule.factor(109, 109)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void without_warm_up_the_first_step_has_the_peak_rate() {
        assertThat(new Schedule.Cosine(0, 0).factor(0, 10)).isEqualTo(1);
        assertThat(new Schedule.Linear(0, 0).factor(0, 10)).isEqualTo(1);
        assertThat(new Schedule.Constant().factor(0, 10)).isEqualTo(1);
        assertThat(new Schedule.Constant().factor(9, 10)).isEqualTo(1);
    }

    @Test
    void a_warm_up_longer_than_the_run_only_rises() {
        assertThat(new Schedule.Cosine(99, 0).factor(9, 10)).isCloseTo(0.1, within(1e-12));
        assertThat(new Schedule.Linear(10, 0.5).factor(10, 10)).isCloseTo(1, within(1e-12));
    }

    @Property(tries = 200)
    void factors_lie_between_floor_and_peak_and_fall_after_warm_up(
            @ForAll @LongRange(max = 50) long warmup,
            @ForAll @DoubleRange(max = 1) double floor,
            @ForAll @LongRange(min = 1, max = 200) long steps,
            @ForAll @LongRange(max = 199) long step) {
        for (Schedule schedule : new Schedule[] {
            new Schedule.Cosine(warmup, floor), new Schedule.Linear(warmup, floor), new Schedule.Constant()
        }) {
            double now = schedule.factor(step, steps);
            assertThat(now).isBetween(step < warmup ? 0.0 : floor - 1e-12, 1 + 1e-12);
            if (step >= warmup) {
                assertThat(schedule.factor(step + 1, steps)).isLessThanOrEqualTo(now + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void a_floor_outside_its_range_is_refused(double floor) {
        assertThatThrownBy(() -> new Schedule.Cosine(0, floor)).hasMessageContaining("floor");
        assertThatThrownBy(() -> new Schedule.Linear(0, floor)).hasMessageContaining("floor");
    }

    @Test
    void a_negative_warm_up_is_refused() {
        assertThatThrownBy(() -> new Schedule.Cosine(-1, 0)).hasMessageContaining("warmup");
        assertThatThrownBy(() -> new Schedule.Linear(-1, 0)).hasMessageContaining("warmup");
    }
}
