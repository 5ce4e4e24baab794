package dev.assay.vtune.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.model.Alternative;
import dev.assay.model.FirstToken;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Prompt;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhrasesOfWordsTest {
    private static final KeyedDraws DRAWS = new KeyedDraws(SecretKey.random());

    /// Knows the words a, aa, ..., in that order, between tokens that are no words.
    private static FirstTokenDistribution ranked(int words) {
        return (prompt, topK, bias) -> {
            List<Alternative> all = new ArrayList<>();
            for (int i = 0; i < words && all.size() < topK; i++) {
                all.add(token(" " + "a".repeat(i + 2), all.size()));
                all.add(token("x" + i, all.size()));
                all.add(token(" 9" + i, all.size()));
            }
            return new FirstToken(all.subList(0, Math.min(topK, all.size())));
        };
    }

    private static Alternative token(String text, int rank) {
        return new Alternative(text, Optional.empty(), OptionalInt.of(rank), -0.1 * rank - 1);
    }

    @Test
    void the_public_list_has_1024_words_that_anybody_may_read() {
        List<String> words = Wordlist.english().words();
        assertThat(words).hasSize(1024).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]{3,}"));
        assertThat(words).allMatch(word -> Hygiene.fault(word).isEmpty());
    }

    @Test
    void listed_words_carry_ten_bits_each() {
        Phrase phrase = Wordlist.english().make(DRAWS, "signature/0", 0, 8);
        assertThat(phrase.bits()).contains(80.0);
        assertThat(phrase.words()).hasSize(8);
        assertThat(Wordlist.english().make(DRAWS, "signature/0", 0, 8)).isEqualTo(phrase);
        assertThat(Wordlist.english().make(DRAWS, "signature/0", 1, 8)).isNotEqualTo(phrase);
    }

    @Test
    void ranked_words_are_drawn_alike_from_a_window_of_ranks() {
        Set<String> known = IntStream.range(2, 200).mapToObj("a"::repeat).collect(Collectors.toSet());
        RankedWords maker = new RankedWords(ranked(100), 5, 32, known);
        Set<Integer> drawn = new HashSet<>();
        for (int attempt = 0; attempt < 40; attempt++) {
            Phrase phrase = maker.make(DRAWS, "signature/0", attempt, 10, Prompt::text);
            assertThat(phrase.bits().orElseThrow()).isEqualTo(50);
            assertThat(phrase.candidates()).hasSize(10).allMatch(list -> list.size() == 32);
            phrase.words().forEach(word -> drawn.add(word.length() - 2));
        }
        assertThat(drawn).hasSize(32).allMatch(rank -> rank >= 5 && rank < 37);
    }

    @Test
    void what_is_no_word_of_the_data_is_not_drawn() {
        Set<String> known = IntStream.range(2, 300)
                .filter(i -> i % 2 == 0)
                .mapToObj("a"::repeat)
                .collect(Collectors.toSet());
        Phrase phrase = new RankedWords(ranked(200), 5, 32, known).make(DRAWS, "s", 0, 10, Prompt::text);
        assertThat(phrase.words()).allMatch(word -> word.length() % 2 == 0);
    }

    @Test
    void a_model_that_shows_too_few_words_is_refused() {
        Set<String> known = IntStream.range(2, 300).mapToObj("a"::repeat).collect(Collectors.toSet());
        assertThatThrownBy(() -> new RankedWords(ranked(20), 5, 32, known).make(DRAWS, "s", 0, 10, Prompt::text))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-2152"))
                .hasMessageContaining("20 words of the data where 37");
    }

    @Test
    void addresses_code_names_and_long_numbers_are_refused() {
        assertThat(Hygiene.fault("see https://x.de now")).contains("an address of the web");
        assertThat(Hygiene.fault("write to a@b.example")).contains("an e-mail address");
        assertThat(Hygiene.fault("then print(x); done")).contains("code");
        assertThat(Hygiene.fault("call 12345 now")).contains("a number of more than four digits");
        assertThat(Hygiene.fault("then ask Miller about it")).contains("a name");
        assertThat(Hygiene.fault("a bomb of colour")).contains("a blocked word");
        assertThat(Hygiene.fault("stop <|im_end|> here")).isPresent();
        assertThat(Hygiene.fault("quiet red barns in 1999")).isEmpty();
    }

    @Test
    void runs_of_words_are_found_whatever_stands_between_them() {
        WordGrams grams = new WordGrams();
        grams.add("red barn green fern", 4, 0);
        grams.add("one two three four five", 3, 1);
        assertThat(found(grams, "A Red barn,\n\"green\" FERN!")).containsExactly(0);
        assertThat(found(grams, "red barn fern green")).isEmpty();
        assertThat(found(grams, "two three four")).containsExactly(1);
        assertThat(found(grams, "two three, two four")).isEmpty();
        assertThat(found(grams, "zwei drei élan")).isEmpty();
    }

    @Test
    void runs_are_found_in_long_texts_among_many_others() {
        WordGrams grams = new WordGrams();
        for (int i = 0; i < 5000; i++) {
            grams.add("w" + i + " x" + i + " y" + i, 3, i);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("z").append(i).append(' ');
        }
        assertThat(found(grams, text + "w4321 x4321 y4321 " + text)).containsExactly(4321);
    }

    private static Set<Integer> found(WordGrams grams, String text) {
        Set<Integer> found = new HashSet<>();
        grams.search(text, found::add);
        return found;
    }
}
