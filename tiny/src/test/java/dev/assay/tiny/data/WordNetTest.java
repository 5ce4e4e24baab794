package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordNetTest {
    private static final WordNet NET = Opened.WORD_NET;

    @Test
    void nearly_all_of_wordnet_is_read() {
        // Princeton counts 117,791 synsets in release 3.1 as packed; what is missing is barred or a twin.
        assertThat(NET.concepts()).hasSizeBetween(115_000, 117_791);
    }

    @Test
    void a_dog_is_a_canine_and_an_animal() {
        Concept dog = concept("dog", "domesticated");
        Set<String> kinds = NET.ancestors(dog).stream()
                .map(NET::find)
                .flatMap(Optional::stream)
                .flatMap(c -> c.lemmas().stream())
                .collect(Collectors.toSet());

        assertThat(dog.category()).contains(Category.ANIMAL);
        assertThat(dog.lemmas()).contains("domestic dog", "Canis familiaris");
        assertThat(kinds)
                .contains("canine", "carnivore", "mammal", "animal", "entity")
                .doesNotContain("plant");
    }

    @Test
    void hot_is_the_opposite_of_cold_and_paris_is_an_individual() {
        assertThat(NET.concepts().stream().flatMap(c -> c.antonyms().stream()))
                .anyMatch(a -> a.lemma().equals("hot") && a.otherLemma().equals("cold"));
        assertThat(concept("Paris", "capital and largest city of France").instance())
                .isTrue();
        assertThat(concept("dog", "domesticated").instance()).isFalse();
    }

    @Test
    void a_genus_is_a_taxon_and_a_dog_is_none() {
        assertThat(NET.isTaxon(concept("genus Canis", "Canidae"))).isTrue();
        assertThat(NET.isTaxon(concept("dog", "domesticated"))).isFalse();
    }

    @Test
    void slurs_and_obscenities_are_left_out() {
        Set<String> lemmas =
                NET.concepts().stream().flatMap(c -> c.lemmas().stream()).collect(Collectors.toSet());

        assertThat(Stream.of("nigger", "kike", "faggot", "whore", "bitch", "wop", "spic", "kaffir", "darky"))
                .noneMatch(lemmas::contains);
        assertThat(Decency.allows(List.of("word"), List.of("ethnic slur"), "a person"))
                .isFalse();
        assertThat(Decency.allows(List.of("word"), List.of(), "an offensive term for a person"))
                .isFalse();
        assertThat(Decency.allows(List.of("grape"), List.of("slang"), "a fruit for scraping"))
                .isTrue();
    }

    @Test
    void twins_in_different_splits_do_not_both_stay() {
        Concept first = twin("1-n", Split.TRAIN);
        Concept second = twin("2-n", Split.TEST);
        Concept third = twin("3-n", Split.TRAIN);

        assertThat(WordNet.of(1, List.of(first, second, third)).concepts()).containsExactly(first, third);
    }

    private static Concept twin(String id, Split split) {
        Gloss gloss = Gloss.parse("a thing of which there are two");
        return new Concept(
                id,
                PartOfSpeech.NOUN,
                List.of("twin"),
                gloss,
                Optional.empty(),
                split,
                false,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static Concept concept(String lemma, String gloss) {
        return NET.concepts().stream()
                .filter(c ->
                        c.lemmas().contains(lemma) && c.gloss().definition().contains(gloss))
                .findFirst()
                .orElseThrow();
    }
}
