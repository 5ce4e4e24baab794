package dev.assay.livebench.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.livebench.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasoningTest {
    private static final Asked LIES = Asked.of("web_of_lies_v2", "yes, no, yes");
    private static final Asked LIES_3 = Asked.of("web_of_lies_v3", "no, yes, yes");
    private static final Asked OLD_ZEBRA = Asked.of("zebra_puzzle", "action movies", "2024-06-24", "?");
    private static final Asked ZEBRA = Asked.of("zebra_puzzle", "1, red-haired, tea, police-officer");
    private static final Asked NUMBER = Asked.of("spatial", "4");
    private static final Asked SHAPE = Asked.of("spatial", "triangle");
    private static final Asked MIND = Asked.of("theory_of_mind", "kitchen");
    private static final Asked PLACE = Asked.of("logic_with_navigation", List.of(-3, 12), "2025-12-23", "?");

    @Test
    void three_words_count_in_tags_in_bold_in_a_box_and_in_the_text() {
        assertThat(LIES.reference("<solution>yes, no, yes</solution>")).isEqualTo(1);
        assertThat(LIES.reference("</solution>yes, no, yes</solution>")).isEqualTo(1);
        assertThat(LIES.reference("So: **yes, no, yes**")).isEqualTo(1);
        assertThat(LIES.reference("**Yes**, then **no.** and **yes,**")).isEqualTo(1);
        assertThat(LIES.reference("$\\boxed{yes, no, yes}$")).isEqualTo(1);
        assertThat(LIES.reference("I think yes, no, yes is right.")).isEqualTo(1);
        assertThat(LIES.reference("**no, no, yes**")).isZero();
        assertThat(LIES.reference("no idea")).isZero();
    }

    @Test
    void the_last_tag_and_the_last_bold_words_count() {
        assertThat(LIES.reference("<solution>no, no, no</solution> <solution>yes, no, yes</solution>"))
                .isEqualTo(1);
        assertThat(LIES.reference("**no, no, no** and then **yes, no, yes**")).isEqualTo(1);
    }

    @Test
    void words_around_the_right_ones_are_allowed_if_there_are_three_and_no_unknown() {
        assertThat(LIES.reference("<solution>it is yes, no, yes</solution>")).isEqualTo(1);
        Asked unknown = Asked.of("web_of_lies_v2", "yes, no, unknown");
        assertThat(unknown.reference("<solution>yes, no, unknown</solution>")).isEqualTo(1);
        assertThat(unknown.reference("<solution>it is yes, no, unknown</solution>"))
                .isZero();
    }

    @Test
    void half_the_score_is_for_the_share_and_half_for_all() {
        assertThat(LIES_3.reference("<solution>no, yes, yes</solution>")).isEqualTo(1);
        assertThat(LIES_3.reference("<solution>no, yes, no</solution>")).isEqualTo(1.0 / 3, within(1e-12));
        assertThat(LIES_3.reference("<solution>no</solution>")).isEqualTo(1.0 / 6, within(1e-12));
        assertThat(LIES_3.reference("nothing")).isZero();
    }

    @Test
    void only_the_strict_grader_passes_over_missing_blanks() {
        assertThat(LIES_3.reference("<solution>no,yes,yes</solution>")).isEqualTo(1.0 / 6, within(1e-12));
        assertThat(LIES_3.strict("<solution>no,yes,yes</solution>")).isEqualTo(1);
        assertThat(LIES_3.reference("<solution>no, yes, yes, no</solution>")).isEqualTo(1);
        assertThat(LIES_3.strict("<solution>no, yes, yes, no</solution>")).isLessThan(1);
    }

    @Test
    void an_old_zebra_has_one_word() {
        assertThat(OLD_ZEBRA.reference("***Action***")).isEqualTo(1);
        assertThat(OLD_ZEBRA.reference("***drama*** no, ***action***")).isEqualTo(1);
        assertThat(OLD_ZEBRA.reference("The answer is action.")).isEqualTo(1);
        assertThat(OLD_ZEBRA.reference("action or drama")).isZero();
        assertThat(Asked.of("zebra_puzzle", "three", "2024-07-26", "?").reference("***3***"))
                .isEqualTo(1);
    }

    @Test
    void a_new_zebra_has_several_values() {
        assertThat(ZEBRA.reference("<solution>1, red haired, tea, police officer</solution>"))
                .isEqualTo(1);
        assertThat(ZEBRA.reference("<solution>position 1, Red-haired, milk, police-officer</solution>"))
                .isEqualTo(0.375);
        assertThat(ZEBRA.reference("It is\n1, red-haired, tea, police-officer")).isEqualTo(1);
        assertThat(ZEBRA.reference("$\\boxed{\\text{1, red-haired, tea, police-officer}}$"))
                .isEqualTo(1);
        assertThat(ZEBRA.reference("I do not know")).isZero();
    }

    @Test
    void of_several_tags_the_last_values_are_taken_together() {
        assertThat(ZEBRA.reference("<solution>x</solution> <solution>1</solution> <solution>red-haired</solution>"
                        + " <solution>tea</solution> <solution>police-officer</solution>"))
                .isEqualTo(1);
    }

    @Test
    void only_the_official_grader_finds_the_one_in_eleven() {
        String eleven = "<solution>11, red-haired, tea, police-officer</solution>";
        assertThat(ZEBRA.reference(eleven)).isEqualTo(1);
        assertThat(ZEBRA.strict(eleven)).isEqualTo(0.375);
        assertThat(ZEBRA.strict("<solution>position one, red-haired, tea, police-officer</solution>"))
                .isEqualTo(1);
    }

    @Test
    void a_number_is_right_in_digits_and_in_letters() {
        assertThat(NUMBER.reference("**4**")).isEqualTo(1);
        assertThat(NUMBER.reference("**four**")).isEqualTo(1);
        assertThat(NUMBER.reference("4")).isEqualTo(1);
        assertThat(NUMBER.reference("\\boxed{\\text{4}}")).isEqualTo(1);
        assertThat(NUMBER.reference("**14**")).isZero();
        assertThat(NUMBER.reference("It is 4.")).isZero();
    }

    @Test
    void the_official_grader_looks_at_three_bold_spans_and_the_strict_one_at_the_last() {
        String changed = "**4** no **5**, **6**";
        assertThat(NUMBER.reference(changed)).isEqualTo(1);
        assertThat(NUMBER.strict(changed)).isZero();
        assertThat(NUMBER.reference("**4** **5** **6** **7**")).isZero();
    }

    @Test
    void a_shape_may_have_a_word_before_it_but_no_list() {
        assertThat(SHAPE.reference("**equilateral triangle**")).isEqualTo(1);
        assertThat(SHAPE.reference("**circle square triangle x**")).isZero();
    }

    @Test
    void only_the_official_grader_takes_not_kitchen_for_kitchen() {
        assertThat(MIND.reference("<SOLUTION>\nKitchen.\n</SOLUTION>")).isEqualTo(1);
        assertThat(MIND.reference("Well.\nThe answer is kitchen!")).isEqualTo(1);
        assertThat(MIND.reference("<solution>not kitchen</solution>")).isEqualTo(1);
        assertThat(MIND.strict("<solution>not kitchen</solution>")).isZero();
        assertThat(MIND.strict("<solution>kitchen</solution>")).isEqualTo(1);
    }

    @Test
    void a_place_is_two_numbers_in_tags() {
        assertThat(PLACE.reference("<solution>( -3 , 12 )</solution>")).isEqualTo(1);
        assertThat(PLACE.reference("<Solution>x = 1\n-3, 12</Solution>")).isEqualTo(1);
        assertThat(PLACE.reference("<solution>(12, -3)</solution>")).isZero();
        assertThat(PLACE.reference("(-3, 12)")).isZero();
    }

    @Test
    void a_sudoku_is_compared_without_blanks() {
        Asked sudoku = Asked.of("sudoku", "1234");
        assertThat(sudoku.reference("<solution>12\n34</solution><solution>0</solution>"))
                .isEqualTo(1);
        assertThat(sudoku.strict("<solution>12\n34</solution><solution>0</solution>"))
                .isZero();
        assertThat(sudoku.reference("1234")).isZero();
    }

    @Test
    void names_of_houses_stand_in_bold_in_order() {
        Asked houses = Asked.of("house_traversal", "Ann, Bob, Cid");
        assertThat(houses.reference("**Ann**, **Bob**, **Cid**")).isEqualTo(1);
        assertThat(houses.reference("I say **Ann then Bob then Cid**")).isEqualTo(1);
        assertThat(houses.reference("**Bob**, **Ann**, **Cid**")).isZero();
        assertThat(houses.reference("Ann, Bob, Cid")).isZero();
    }

    @Test
    void temporal_wants_the_text_of_the_last_tag() {
        Asked asked = Asked.of("temporal", "3 May");
        String answer = "<solution>4 May</solution> no, <solution>3 May</solution>";
        assertThat(asked.reference(answer)).isEqualTo(1);
        assertThat(asked.reference("<solution> 3 may</solution>")).isZero();
        assertThat(asked.strict("<solution> 3 may</solution>")).isEqualTo(1);
        assertThat(asked.strict("3 May")).isZero();
    }
}
