package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern PUBLISHED = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    @Test
    void a_sentence_splits_as_the_published_pattern_does() {
        assertThat(split("I'm  here,\n\n you'll see: 42x "))
                .containsExactly("I", "'m", " ", " here", ",", "\n\n", " you", "'ll", " see", ":", " 42", "x", " ");
    }

    @Property
    void any_text_splits_as_the_published_pattern_does(@ForAll String text) {
        assertThat(split(text)).isEqualTo(published(text));
    }

    @Property
    void dense_text_splits_as_the_published_pattern_does(
            @ForAll
                    @Chars({' ', '\n', '\t', '\'', 's', 'l', 'L', 'd', '5', '.', '\u00A0', '\u0085', 'é', '½', '日'})
                    @CharRange(from = '\uD83D', to = '\uD83E')
                    String text) {
        assertThat(split(text)).isEqualTo(published(text));
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        Words.split(text, words::add);
        return words;
    }

    private static List<String> published(String text) {
        return PUBLISHED.matcher(text).results().map(match -> match.group()).toList();
    }
}
