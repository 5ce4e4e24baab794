package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounPhrasesTest {
    @ParameterizedTest
    @CsvSource({
        "poodle, a poodle, is",
        "violin, a violin, is",
        "zebra finch, a zebra finch, is",
        "happiness, happiness, is",
        "tennis, tennis, is",
        "algebra, algebra, is",
        "Mississippi River, the Mississippi River, is",
        "Paris, Paris, is",
        "scissors, scissors, are",
        "hour, an hour, is",
        "unicorn, a unicorn, is",
        "gold, gold, is",
        "genus Canis, genus Canis, is",
        "aunt, an aunt, is",
        "pneumonia, pneumonia, is"
    })
    void a_noun_takes_its_article_and_its_verb(String lemma, String subject, String verb) {
        Concept concept = Opened.WORD_NET.concepts().stream()
                .filter(c -> c.isNoun() && c.lemmas().contains(lemma) && Opened.WORD_NET.isMainSense(c, lemma))
                .findFirst()
                .orElseThrow();

        assertThat(Opened.PHRASES.withArticle(concept, lemma)).isEqualTo(subject);
        assertThat(Opened.PHRASES.isPlural(lemma) ? "are" : "is").isEqualTo(verb);
    }
}
