package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GlossTest {
    @Test
    void definition_and_examples_are_taken_apart() {
        Gloss gloss = Gloss.parse("a happy state; joy; \"she was happy\"; \"what a day!\"- Keats");

        assertThat(gloss.definition()).isEqualTo("a happy state; joy");
        assertThat(gloss.examples()).containsExactly("she was happy", "what a day!");
    }

    @Test
    void a_quotation_within_the_definition_is_no_example() {
        Gloss gloss = Gloss.parse("a person called a \"maverick\" by others; \"a maverick in politics\"");

        assertThat(gloss.definition()).isEqualTo("a person called a maverick by others");
        assertThat(gloss.examples()).containsExactly("a maverick in politics");
    }

    @Test
    void old_quotation_marks_become_plain_ones() {
        assertThat(Gloss.parse("(usually followed by `to') having the means").definition())
                .isEqualTo("(usually followed by 'to') having the means");
    }

    @Test
    void the_brief_form_is_the_first_statement_without_parentheses() {
        assertThat(Gloss.parse("(botany) a plant (or (rarely) a tree) with leaves; often grown; \"a plant\"")
                        .brief(80))
                .contains("a plant with leaves");
    }

    @Test
    void a_long_statement_is_cut_before_a_clause_and_not_after_a_preposition() {
        assertThat(Gloss.parse("a stone building in the old town to which all the roads of the country lead")
                        .brief(45))
                .contains("a stone building in the old town");
        assertThat(Gloss.parse("one two three four five six seven eight nine ten")
                        .brief(20))
                .isEmpty();
    }

    @Property
    void the_brief_form_is_short_and_balanced(@ForAll String line, @ForAll @IntRange(min = 1, max = 200) int limit) {
        Gloss gloss = Gloss.parse(line);

        assertThat(gloss.examples()).noneMatch(String::isEmpty);
        assertThat(gloss.brief(limit).stream())
                .allSatisfy(brief -> assertThat(brief).isNotBlank().hasSizeLessThanOrEqualTo(limit))
                .allSatisfy(brief -> assertThat(brief).doesNotContain("(", ")", ";"));
    }
}
