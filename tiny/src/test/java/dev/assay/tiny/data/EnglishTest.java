package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a dog",
                "an apple",
                "an hour",
                "an heir",
                "a house",
                "a unicorn",
                "a university",
                "an uninvited guest",
                "an unidentified object",
                "a union",
                "a European",
                "a ewe",
                "a one-way street",
                "an onion",
                "an umbrella",
                "a user",
                "an usher",
                "a utopia",
                "an utterance",
                "an MRI",
                "an X-ray",
                "a U-boat",
                "a UFO",
                "an 8-ball",
                "a 7-inch nail",
                "an 18-wheeler",
                "a 180",
                "an honest man",
                "an herb",
                "a herbivore",
                "a uranium rod",
                "an urn",
                "a unanimous vote",
                "an onerous task",
                "a once-over",
                "an e-mail",
                "a ouija board",
                "a year",
                "an ion"
            })
    void the_article_follows_the_sound(String phrase) {
        assertThat(English.indefinite(phrase.substring(phrase.indexOf(' ') + 1)))
                .isEqualTo(phrase);
    }

    @Test
    void the_articles_are_those_that_the_writers_of_wordnet_chose() {
        Pattern written = Pattern.compile("(?<![\\w'])(an?) ([A-Za-z][a-z]{2,})");
        int same = 0;
        int all = 0;
        for (Concept concept : Opened.WORD_NET.concepts()) {
            Matcher matcher = written.matcher(concept.gloss().definition());
            while (matcher.find()) {
                all++;
                same += English.indefinite(matcher.group(2)).equals(matcher.group()) ? 1 : 0;
            }
        }
        assertThat(all).isGreaterThan(50_000);
        assertThat((double) same / all).isGreaterThan(0.998);
    }

    @Test
    void a_sentence_starts_with_a_capital_and_ends_with_one_stop() {
        assertThat(English.sentence("a dog barks")).isEqualTo("A dog barks.");
        assertThat(English.sentence("Who barks?")).isEqualTo("Who barks?");
        assertThat(English.sentence(" done. ")).isEqualTo("Done.");
        assertThat(English.sentence("")).isEmpty();
    }

    @Test
    void every_category_has_its_own_word_and_the_right_article() {
        assertThat(Category.words()).doesNotHaveDuplicates().hasSize(24);
        for (Category category : List.of(Category.values())) {
            assertThat(category.phrase())
                    .isIn(English.indefinite(category.word()), "a kind of " + category.word(), category.word());
        }
    }
}
