package dev.assay.nn.linear.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaTest {
    /// The table of the second paper, to two digits.
    @ParameterizedTest
    @CsvSource({
        ".5/0/.5/0/.5/.5/0, 0, 1, .5",
        ".33/0/.67/0/.67/.33/0, 0, 1, .67",
        ".25/0/.75/0/.75/.25/0, 0, 1, .75",
        ".67/0/.33/0/.33/.67/0, 0, 1, .67",
        ".75/0/.25/0/.25/.75/0, 0, 1, .75",
        ".67/0/.33/0/.67/.33/0, 0, .66, .33",
        ".33/0/.67/0/.33/.67/0, 0, 1, .67",
        ".75/0/.25/0/.75/.25/0, 0, .5, .25",
        ".5/0/.5/0/.5/.5/.25, 0, 1, .75",
        ".33/0/.67/0/.67/.33/.25, 0, 1, .92",
        ".67/0/.33/0/.67/.33/.25, 0, .91, .58",
        ".5/.5/0/.5/.5/0/0, .5, 1, .5",
        ".33/.67/0/.33/.67/0/0, .33, 1, .67",
        ".33/.67/0/.33/.67/0/.25, .33, 1, .92",
        "1/0/0/0/1/0/.75, 0, .75, .75",
        "1/0/0/0/1/0/.5, 0, .5, .5",
        ".5/.25/.25/.25/.5/.25/0, .25, 1, .5",
        ".5/.25/.25/.25/.5/.25/.25, .25, 1, .75",
        "0/0/1/0/0/1/0, 0, 1, 1"
    })
    void the_three_coordinates_are_those_of_the_paper(String text, double omega, double psi, double nu) {
        Theta theta = Theta.parse(text);
        assertThat(theta.omega()).isCloseTo(omega, within(0.0101));
        assertThat(theta.psi()).isCloseTo(psi, within(0.0101));
        assertThat(theta.nu()).isCloseTo(nu, within(0.0101));
        assertThat(Theta.parse(theta.toString())).isEqualTo(theta);
    }

    @Test
    void sizes_are_rounded_each_by_itself() {
        Theta theta = Theta.parse(".33/0/.67/0/.67/.33/0");
        EinsumSizes sizes = theta.sizes(30, 20);
        assertThat(sizes.inputs()).isEqualTo(30);
        assertThat(sizes.outputs()).isEqualTo(21);
        assertThat(Design.of(new LinearSpec.Einsum(theta)).form(30, 20).outputs())
                .isEqualTo(21);
        assertThatThrownBy(() -> Design.of(new LinearSpec.Einsum(theta)).form(16, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12", "16", "15 %");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".5/0/.4/0/.5/.5/0",
                "1.5/0/-.5/0/.5/.5/0",
                ".5/0/.5/0/.5/.5",
                ".5/0/.5/0/.5/.5/NaN",
                "a/0/.5/0/.5/.5/0"
            })
    void exponents_that_make_no_sense_are_refused(String text) {
        assertThatThrownBy(() -> Theta.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_only_wastes_is_not_canonical() {
        assertThat(Theta.parse(".5/0/.5/0/.5/.5/.5").isCanonical()).isTrue();
        assertThat(Theta.parse(".5/0/.5/0/.5/.5/.6").isCanonical()).isFalse();
        assertThat(Theta.parse(".25/.75/0/.75/.25/0/0").isCanonical()).isFalse();
    }

    @Test
    void the_bound_of_the_rank_may_be_higher_than_the_rank() {
        EinsumForm form = new EinsumForm(new EinsumSizes(4, 8, 1, 8, 4, 1, 1));
        assertThat(form.rankBound()).isEqualTo(32);
        assertThat(form.genericRank()).isEqualTo(16);
        assertThat(List.of(form.inputs(), form.outputs())).containsOnly(32L);
    }
}
