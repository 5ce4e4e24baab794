package dev.assay.livebench.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.text.Python;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LiteralsTest {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("akisAKIS -'.\u017f\u212a\u0130\u0131\u00e9")
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("akisAKIS -'.").ofMaxLength(3);
    }

    @Property(tries = 5000)
    void what_a_pattern_finds_may_be_held(@ForAll("texts") String text, @ForAll("patterns") String pattern) {
        if (Python.pattern(pattern, Python.IGNORE_CASE).matcher(text).find()) {
            assertThat(Literals.mayHold(text, pattern)).isTrue();
        }
    }

    @Test
    void a_plain_word_that_is_not_there_is_not_and_a_pattern_always_may_be() {
        assertThat(Literals.mayHold("the Cat sat", "cAT")).isTrue();
        assertThat(Literals.mayHold("the cat sat", "cart")).isFalse();
        assertThat(Literals.mayHold("the cat sat", "c.rt")).isTrue();
        assertThat(Literals.mayHold("", "cat")).isFalse();
    }
}
