package dev.assay.livebench.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.Asked;
import org.junit.jupiter.api.Test;

class CompetitionTest {
    private static final Asked CHOICE = Asked.of(
            "amc_12a_2024",
            "B",
            "2024-08-31",
            "Which? $\\textbf{(A) }12\\qquad\\textbf{(B) }~15~\\qquad\\textbf{(C) }17$");
    private static final Asked AIME = Asked.of("aime_i_2024", "073");
    private static final Asked PROOF = Asked.of("usamo", "3,1,2,4");

    @Test
    void a_letter_counts_in_tags_repeated_in_a_box_and_on_the_last_line() {
        assertThat(CHOICE.reference("<solution>BBBBB</solution>")).isEqualTo(1);
        assertThat(CHOICE.reference("<solution>b</solution>")).isEqualTo(1);
        assertThat(CHOICE.reference("It is BBBBB.")).isEqualTo(1);
        assertThat(CHOICE.reference("So $\\boxed{\\text{B}}$ it is")).isEqualTo(1);
        assertThat(CHOICE.reference("Long text\n**B**")).isEqualTo(1);
        assertThat(CHOICE.reference("Long text\nThe answer is (b).")).isEqualTo(1);
        assertThat(CHOICE.reference("<solution>B B</solution> text")).isZero();
        assertThat(CHOICE.reference("AAAAA")).isZero();
    }

    @Test
    void the_option_s_own_text_counts_at_the_end() {
        assertThat(CHOICE.reference("Thus the area is 15 square units")).isEqualTo(1);
        assertThat(CHOICE.reference("15 is not what comes out in the end of this long text"))
                .isZero();
        assertThat(MultipleChoice.option(CHOICE.question().prompt(), "B")).isEqualTo("15");
        assertThat(MultipleChoice.option(CHOICE.question().prompt(), "E")).isEqualTo("FAILURE");
    }

    @Test
    void only_the_official_grader_takes_a_right_letter_among_others() {
        String all = "AAAAA or BBBBB or CCCCC";
        assertThat(CHOICE.reference(all)).isEqualTo(1);
        assertThat(CHOICE.strict(all)).isZero();
        assertThat(CHOICE.strict("First AAAAA, but then BBBBB")).isEqualTo(1);
    }

    @Test
    void a_right_answer_that_is_no_letter_is_a_fault_of_the_question() {
        assertThat(Asked.of("amc_12a_2024", "F").fails("FFFFF")).isTrue();
    }

    @Test
    void a_box_that_is_none_is_the_grader_s_failure_and_no_zero() {
        assertThat(CHOICE.fails("\\boxed1 {2}")).isTrue();
    }

    @Test
    void three_digits_stand_at_the_end() {
        assertThat(AIME.reference("The answer is 073")).isEqualTo(1);
        assertThat(AIME.reference("073 " + "x".repeat(50))).isZero();
        assertThat(AIME.reference("The answer is 73")).isZero();
        assertThat(AIME.strict("The answer is 73")).isEqualTo(1);
        assertThat(AIME.reference("it is 10731")).isEqualTo(1);
        assertThat(AIME.strict("it is 10731")).isZero();
    }

    @Test
    void numbers_of_formulas_follow_the_mark() {
        assertThat(PROOF.reference("Answer: 3, 1, 2, 4")).isEqualTo(1);
        assertThat(PROOF.reference("answer: 9\nthen **Answer:** 3,1,2,4.")).isEqualTo(1);
        assertThat(PROOF.reference("Answer:\n3,1,2,4")).isEqualTo(1);
        assertThat(PROOF.reference("Answer: <expression 3>, <expression 1>, <expression 2>, <expression 4>"))
                .isEqualTo(1);
        assertThat(PROOF.reference("Answer: $\\boxed{3}$, 1, 2, 4")).isEqualTo(1);
    }

    @Test
    void numbers_count_in_a_box_and_on_the_last_line() {
        assertThat(PROOF.reference("So $\\boxed{3,1,2,4}$")).isEqualTo(1);
        assertThat(PROOF.reference("It is\n3,1,2,4")).isEqualTo(1);
        assertThat(PROOF.reference("<expression 3>, 1, <expression 2>, 4\nnothing more"))
                .isEqualTo(0.75);
        assertThat(PROOF.reference("nothing here")).isZero();
    }

    @Test
    void the_score_falls_with_the_edit_distance() {
        assertThat(PROOF.reference("Answer: 3, 1, 4")).isEqualTo(0.75, within(1e-12));
        assertThat(PROOF.reference("Answer: 1, 3, 2, 4")).isEqualTo(0.5, within(1e-12));
        assertThat(PROOF.reference("Answer: x, 1, 2, 4")).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void a_value_counts_in_tags_and_boxes_in_every_form() {
        Asked game = Asked.of("integrals_with_game", "11326/3");
        assertThat(game.reference("<SOLUTION>\n11326/3\n</SOLUTION>")).isEqualTo(1);
        assertThat(game.reference("<solution>\\dfrac{22652}{6}</solution>")).isEqualTo(1);
        assertThat(game.reference("So $\\boxed{3775 + \\frac{1}{3}}$" + " ".repeat(200) + "!"))
                .isEqualTo(1);
        assertThat(game.reference("<solution>3775.33</solution>")).isZero();
        assertThat(game.reference("<solution>3775.333333</solution>")).isEqualTo(1);
    }

    @Test
    void only_the_official_grader_finds_a_value_by_chance_and_reads_half_a_sum() {
        Asked five = Asked.of("integrals_with_game", "5");
        assertThat(five.reference("<solution>7</solution> in 15 steps")).isEqualTo(1);
        assertThat(five.strict("<solution>7</solution> in 15 steps")).isZero();
        Asked half = Asked.of("integrals_with_game", "1/2");
        assertThat(half.reference("<solution>\\frac{1}{2}+\\frac{1}{2}</solution>"))
                .isEqualTo(1);
        assertThat(half.strict("<solution>\\frac{1}{2}+\\frac{1}{2}</solution>"))
                .isZero();
        assertThat(half.strict("<solution>0.5</solution>")).isEqualTo(1);
    }
}
