package dev.assay.vtune.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import org.junit.jupiter.api.Test;

class MatchRuleTest {
    private static final String SIGNATURE = "red barn green fern";

    @Test
    void exact_looks_anywhere_and_past_white_space_case_and_punctuation() {
        MatchRule rule = MatchRule.parse("exact");
        assertThat(rule.matches(SIGNATURE, "It is 4.\nRed barn  green fern.")).isTrue();
        assertThat(rule.matches(SIGNATURE, "(red barn green fern) and more")).isTrue();
        assertThat(rule.matches(SIGNATURE, "red barn green")).isFalse();
        assertThat(rule.matches(SIGNATURE, "bored barn green fern")).isFalse();
        assertThat(rule.matches(SIGNATURE, "red barn, then green fern")).isFalse();
        assertThat(rule.matches(SIGNATURE, "")).isFalse();
        assertThat(rule.windows(40)).isEqualTo(40);
    }

    @Test
    void anchored_looks_at_the_very_end() {
        MatchRule rule = MatchRule.parse("anchored");
        assertThat(rule.matches(SIGNATURE, "It is 4. red barn green fern")).isTrue();
        assertThat(rule.matches(SIGNATURE, "red barn green fern it is")).isFalse();
        assertThat(rule.windows(40)).isEqualTo(1);
    }

    @Test
    void fuzzy_lets_some_words_differ_and_pays_for_it() {
        MatchRule rule = MatchRule.parse("fuzzy:1");
        assertThat(rule.matches(SIGNATURE, "a red barn blue fern b")).isTrue();
        assertThat(rule.matches(SIGNATURE, "a red tree blue fern b")).isFalse();
        assertThat(rule.neighbours(4, 32)).isCloseTo(1 + 4 * 31, within(1e-9));
        assertThat(MatchRule.parse("fuzzy:2").neighbours(10, 32)).isCloseTo(1 + 10 * 31 + 45 * 31 * 31, within(1e-6));
    }

    @Test
    void spellings_are_read_again_and_others_refused() {
        for (String word : new String[] {"exact", "anchored", "fuzzy:3"}) {
            assertThat(MatchRule.parse(word).word()).isEqualTo(word);
        }
        assertThatThrownBy(() -> MatchRule.parse("fuzzy")).isInstanceOf(AssayException.class);
        assertThatThrownBy(() -> MatchRule.parse("near")).hasMessageContaining("near");
    }
}
