package dev.assay.livebench.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.Asked;
import org.junit.jupiter.api.Test;

class LanguageTest {
    private static final Asked TYPOS = Asked.of("typos", "We show that it holds.");
    private static final Asked GROUPS = Asked.of("connections", "a,b,c,d,e,f,g,h");
    private static final Asked OLD_GROUPS = Asked.of("connections", "a,b,c,d,e,f,g,h", "2024-07-26", "?");
    private static final Asked PLOT =
            Asked.of("plot_unscrambling", "Ann leaves home. Bob follows her. They meet a wolf. All is well.");

    @Test
    void the_mended_text_may_have_text_around_it_and_line_ends_in_it() {
        assertThat(TYPOS.reference("<solution>We show that it holds.</solution>"))
                .isEqualTo(1);
        assertThat(TYPOS.reference("Here: We show\nthat it holds.")).isEqualTo(1);
        assertThat(TYPOS.reference("Sure --- We show that it holds. --- done")).isEqualTo(1);
        assertThat(TYPOS.reference("We shoe that it holds.")).isZero();
        assertThat(TYPOS.reference("<solution>no</solution> We show that it holds."))
                .isZero();
    }

    @Test
    void groups_count_in_any_order() {
        assertThat(GROUPS.reference("<solution>h,g,f,e,d,c,b,a</solution>")).isEqualTo(1);
        assertThat(GROUPS.reference("<solution>A, B, C, D,\nE, F, G, H</solution>"))
                .isEqualTo(1);
        assertThat(GROUPS.reference("<solution>a,b,c,d,e,f,g,x</solution>")).isEqualTo(0.5);
        assertThat(GROUPS.reference("$\\boxed{\\text{a, b, c, d, e, f, g, h}}$"))
                .isEqualTo(1);
        assertThat(GROUPS.reference("a,b,c,d,e,f,g,h")).isZero();
        assertThat(GROUPS.fails("\\boxed{a")).isTrue();
    }

    @Test
    void only_the_official_grader_counts_a_group_twice() {
        String twice = "<solution>a,b,c,d,d,c,b,a</solution>";
        assertThat(GROUPS.reference(twice)).isEqualTo(1);
        assertThat(GROUPS.strict(twice)).isEqualTo(0.5);
        assertThat(GROUPS.reference("<solution>a,b,c,d,a,b,c,d,e,f,g,h</solution>"))
                .isEqualTo(1.5);
        assertThat(GROUPS.strict("<solution>a,b,c,d,a,b,c,d,e,f,g,h</solution>"))
                .isEqualTo(1);
    }

    @Test
    void old_groups_are_the_best_bold_list() {
        assertThat(OLD_GROUPS.reference("**x, y** and **a, b, c, d, h, g, f, e**"))
                .isEqualTo(1);
        assertThat(OLD_GROUPS.reference("**a, b, c, d**")).isEqualTo(0.5);
        assertThat(OLD_GROUPS.reference("<solution>a,b,c,d,e,f,g,h</solution>")).isZero();
    }

    @Test
    void a_plot_is_right_in_order_even_with_small_changes() {
        assertThat(PLOT.reference(
                        "<PLOT_SUMMARY>Ann leaves home. Bob follows her. They met a wolf. All is well.</PLOT_SUMMARY>"))
                .isEqualTo(1);
        assertThat(PLOT.reference("Bob follows her. Ann leaves home. They meet a wolf. All is well."))
                .isEqualTo(0.5, within(1e-12));
        assertThat(PLOT.reference("<PLOT_SUMMARY>Ann leaves home. They meet a wolf. All is well. Bob follows her."))
                .isEqualTo(0.5, within(1e-12));
        assertThat(PLOT.reference("")).isZero();
    }
}
