package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordNetCorpusTest {
    /// `word, word: definition.` with or without the category.
    private static final Pattern ENTRY = Pattern.compile("([^:]+): (.*?)\\.?( Category: [a-z ]+\\.)?");

    private static final WordNetCorpus CORPUS = new WordNetCorpus(Opened.WORD_NET, Opened.PHRASES);
    private static final List<String> TRAIN = lines(Split.TRAIN);

    private static List<String> lines(Split split) {
        List<String> lines = new ArrayList<>();
        CORPUS.forEachDocument(split, document -> document.lines().forEach(lines::add));
        return lines;
    }

    @Test
    void there_is_enough_text_and_not_too_much() {
        long characters = TRAIN.stream().mapToLong(line -> line.length() + 1).sum();

        assertThat(characters).isBetween(20_000_000L, 30_000_000L);
        assertThat(TRAIN).noneMatch(String::isBlank).noneMatch(line -> line.contains("\n") || line.contains("_"));
    }

    @Test
    void no_word_of_a_held_out_concept_stands_in_the_training_text_with_its_definition() {
        Set<String> entries = new HashSet<>();
        for (String line : TRAIN) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                for (String word : entry.group(1).split(", ", -1)) {
                    entries.add(word + "\n" + entry.group(2));
                }
            }
        }

        List<String> heldOut = Opened.WORD_NET.concepts().stream()
                .filter(concept -> concept.split() != Split.TRAIN)
                .flatMap(concept -> concept.lemmas().stream()
                        .map(lemma -> lemma + "\n" + concept.gloss().definition()))
                .toList();

        assertThat(entries).hasSizeGreaterThan(100_000);
        assertThat(heldOut).hasSizeGreaterThan(10_000);
        assertThat(heldOut.stream().filter(entries::contains)).isEmpty();
    }

    @Test
    void no_sentence_of_the_training_text_defines_a_held_out_concept() {
        Set<String> train = new HashSet<>(TRAIN);
        List<String> heldOut = new ArrayList<>(lines(Split.VALIDATION));
        heldOut.addAll(lines(Split.TEST));

        // What two splits may share are examples of use and lists of kinds that are all training concepts.
        assertThat(heldOut.stream().filter(train::contains))
                .noneMatch(line -> line.contains(" is called ") || line.contains("Category: "));
    }

    @Test
    void paragraphs_tell_definition_kind_and_category_of_one_concept() {
        assertThat(TRAIN)
                .anyMatch(line -> line.matches("An? .* is a kind of .*, and so an animal\\..*"))
                .anyMatch(line -> line.matches("To .* is one way to .*"))
                .anyMatch(line -> line.matches(".*The opposite of .* is .*\\."))
                .anyMatch(line -> line.matches(".* part of .*\\."))
                .anyMatch(line -> line.matches("Kinds of .*: .*, .*, .*\\."));
    }

    @Test
    void the_text_is_the_same_twice() {
        assertThat(lines(Split.VALIDATION)).isEqualTo(lines(Split.VALIDATION));
    }
}
