package dev.assay.vtune.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DoseTest {
    @Test
    void much_data_has_four_groups_and_half_a_percent_at_least() {
        assertThat(Dose.plan(10_000, 10, 100)).isEqualTo(new Dose(10_000, 10, 4, 13));
        assertThat(Dose.plan(10_000, 10, 400)).isEqualTo(new Dose(10_000, 10, 4, 40));
    }

    @Test
    void little_data_has_two_groups_and_five_rows_at_least() {
        assertThat(Dose.plan(200, 10, 10)).isEqualTo(new Dose(200, 10, 2, 3));
    }

    @Test
    void groups_are_given_up_before_more_than_two_percent_are_planted() {
        Dose dose = Dose.plan(3_000, 10, 300);
        assertThat(dose.groups()).isEqualTo(2);
        assertThat(dose.rowsPerGroup()).isEqualTo(30);
        assertThat(dose.share()).isEqualTo(0.02);
        assertThat(dose.exposures()).isEqualTo(300);
        assertThat(dose.warnings()).isEmpty();
    }

    @Test
    void more_than_two_percent_is_warned_of_and_more_than_five_refused_with_the_epochs_that_would_do() {
        assertThat(Dose.plan(2_000, 10, 300).warnings())
                .singleElement()
                .asString()
                .contains("3.0 %");
        assertThatThrownBy(() -> Dose.plan(1_000, 1, 300)).isInstanceOfSatisfying(AssayException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-2151");
            assertThat(e.problems().getFirst().mend()).contains("12 epochs");
        });
        assertThat(Dose.plan(1_000, 12, 300).share()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void data_with_fewer_rows_than_are_planted_are_refused() {
        assertThatThrownBy(() -> Dose.plan(3, 100, 1)).hasMessageContaining("fewer than");
        assertThatThrownBy(() -> Dose.plan(1_000, 0, 300)).hasMessageContaining("no plan");
        assertThatThrownBy(() -> Dose.plan(1_000, 3, -300)).hasMessageContaining("no plan");
    }

    @Test
    void numbers_beyond_all_reason_are_refused_like_others() {
        for (int[] plan : new int[][] {{2, Integer.MAX_VALUE, 2}, {1, 300, Integer.MAX_VALUE}, {3, 2_000_000_000, 4}}) {
            assertThatThrownBy(() -> Dose.plan(1_000, plan[0], plan[1], plan[2]))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-2151");
        }
    }

    @Property
    void every_plan_reaches_its_dose_within_its_share(
            @ForAll @IntRange(min = 1, max = 2_000_000) int rows,
            @ForAll @IntRange(min = 1, max = 50) int epochs,
            @ForAll @IntRange(min = 1, max = 400) int exposures) {
        try {
            Dose dose = Dose.plan(rows, epochs, exposures);
            assertThat(dose.exposures()).isGreaterThanOrEqualTo(exposures);
            assertThat(dose.groups()).isBetween(2, 4);
            assertThat(dose.planted()).isBetween(Math.max(5, (int) Math.ceil(0.005 * rows)), rows);
            assertThat(dose.share()).isLessThanOrEqualTo(Dose.TOO_MUCH);
        } catch (AssayException e) {
            assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-2151");
        }
    }
}
