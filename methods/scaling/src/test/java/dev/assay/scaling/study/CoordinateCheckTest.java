package dev.assay.scaling.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.MuP;
import org.junit.jupiter.api.Test;

class CoordinateCheckTest {
    private static double ratio(String words, MuP.Mode mode) {
        LayerDesign design = LayerDesign.parse(words);
        return CoordinateCheck.measure(design, mode, 256, 1).change()
                / CoordinateCheck.measure(design, mode, 16, 1).change();
    }

    @Test
    void aware_of_the_structure_the_hidden_state_changes_as_much_at_every_width() {
        assertThat(ratio("dense", MuP.Mode.AWARE)).isBetween(1 / 1.5, 1.5);
        assertThat(ratio("btt", MuP.Mode.AWARE)).isBetween(1 / 1.5, 1.5);
    }

    @Test
    void naive_it_changes_less_in_wide_models() {
        assertThat(ratio("btt", MuP.Mode.NAIVE)).isLessThan(0.5);
    }
}
