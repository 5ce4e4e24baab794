package dev.assay.livebench.fresh.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TyposMakerTest {
    private static final TyposMaker MAKER = new TyposMaker(BundledMaterial.abstracts());
    private static final String LOWER = "[\"(]*[a-z]{2,}[.,;:!?)\"]*";

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_text_as_it_was_is_right_and_the_misspelt_text_is_wrong(Difficulty difficulty) {
        List<Draft> drafts = Drafts.of(MAKER, difficulty, 120);
        assertThat(drafts).hasSizeGreaterThan(100).allSatisfy(draft -> {
            Asked asked = Asked.of("typos", Drafts.truth(draft), "2026-11-30", draft.prompt());
            assertThat(asked.reference(draft.right())).isEqualTo(1);
            assertThat(asked.strict(draft.right())).isEqualTo(1);
            assertThat(asked.reference("<solution>" + Drafts.material(draft) + "</solution>"))
                    .isZero();
            assertThat(asked.reference(draft.prompt())).isZero();
        });
    }

    /// Knows nothing of where the misspellings are: it compares each unknown word with every common one.
    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void a_reader_who_knows_the_common_words_can_mend_every_text_in_one_way_only(Difficulty difficulty) {
        for (Draft draft : Drafts.of(MAKER, difficulty, 25)) {
            List<String> mended = new ArrayList<>();
            for (String token : Drafts.material(draft).split(" ")) {
                mended.add(token.matches(LOWER) ? mended(token) : token);
            }
            assertThat(String.join(" ", mended)).isEqualTo(Drafts.truth(draft));
        }
    }

    private static String mended(String token) {
        String word = token.replaceAll("[^a-z]", "");
        if (Lexicon.common().words().contains(word)) {
            return token;
        }
        List<String> near = Lexicon.common().words().stream()
                .filter(known -> isOneSlipAway(word, known))
                .toList();
        assertThat(near).as("words near %s", word).hasSize(1);
        return token.replace(word, near.getFirst());
    }

    /// One letter too many, too few or wrong, or two neighbours that changed places.
    private static boolean isOneSlipAway(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int left = 0;
        while (left < Math.min(a.length(), b.length()) && a.charAt(left) == b.charAt(left)) {
            left++;
        }
        int right = 0;
        while (right < Math.min(a.length(), b.length()) - left
                && a.charAt(a.length() - 1 - right) == b.charAt(b.length() - 1 - right)) {
            right++;
        }
        String x = a.substring(left, a.length() - right);
        String y = b.substring(left, b.length() - right);
        boolean swapped = x.length() == 2
                && y.length() == 2
                && new StringBuilder(x).reverse().toString().equals(y);
        return swapped || Math.max(x.length(), y.length()) == 1;
    }

    @Test
    void only_common_words_in_small_letters_change() {
        String text = "In London the quick zyzzyva counts seventeen horses, and Winter is near."
                + " The bound $ max over all words $ holds for every sequence whose length is even."
                + " See https://example.org/some/words or write to words@example.org about well-known problems."
                + " Cost-benefit tables don't lie, and \\emph{nothing} else matters in `some code here` either.";
        TyposMaker maker = new TyposMaker(List.of(Passage.of("one", text)));
        List<String> right = List.of(text.split(" "));
        HashSet<String> changed = new HashSet<>();
        for (Draft draft : Drafts.of(maker, Difficulty.EASY, 200)) {
            List<String> truth = List.of(Drafts.truth(draft).split(" "));
            List<String> shown = List.of(Drafts.material(draft).split(" "));
            IntStream.range(0, truth.size())
                    .filter(i -> !truth.get(i).equals(shown.get(i)))
                    .forEach(i -> changed.add(truth.get(i)));
        }
        assertThat(right).containsAll(changed);
        assertThat(changed)
                .contains("horses,", "seventeen", "problems.")
                .doesNotContain(
                        "London", "zyzzyva", "Winter", "max", "over", "all", "well-known", "don't", "some", "code");
        assertThat(changed).noneMatch(word -> word.contains("example") || word.contains("emph"));
    }

    @Test
    void no_misspelling_is_the_other_spelling_of_a_word_or_another_word() {
        String text = "The colour of the grey harbour was honoured by a traveller from the theatre."
                + " A judgement about quiet angels and broad deserts was organised in the centre.";
        TypoInjector injector = new TypoInjector(text);
        List<String> wrong = IntStream.range(0, 300)
                .mapToObj(seed -> injector.misspelt(3, new java.util.SplittableRandom(seed)))
                .flatMap(Optional::stream)
                .flatMap(changed -> Words.all(changed).stream())
                .filter(word -> !Words.all(text).contains(word))
                .toList();
        assertThat(wrong)
                .hasSizeGreaterThan(500)
                .doesNotContain(
                        "color", "gray", "harbor", "honored", "traveler", "theater", "judgment", "quite", "angles")
                .doesNotContain("organized", "center", "board", "desserts");
    }

    @Test
    void a_formula_that_does_not_close_makes_no_question() {
        String text =
                "The price of $5 was paid by the second customer of the whole morning. Nobody knows why that was so.";
        assertThat(Drafts.of(new TyposMaker(List.of(Passage.of("one", text))), Difficulty.EASY, 50))
                .isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_question_and_another_seed_another() {
        List<String> prompts = Drafts.of(MAKER, Difficulty.MEDIUM, 300).stream()
                .map(Draft::prompt)
                .toList();
        assertThat(Drafts.of(new TyposMaker(BundledMaterial.abstracts()), Difficulty.MEDIUM, 300))
                .extracting(Draft::prompt)
                .isEqualTo(prompts);
        assertThat(new HashSet<>(prompts)).hasSize(prompts.size());
    }

    @Test
    void harder_texts_are_longer_and_have_more_misspelt_words() {
        double easy = misspelt(Difficulty.EASY);
        double medium = misspelt(Difficulty.MEDIUM);
        assertThat(medium).isGreaterThan(2 * easy);
        assertThat(misspelt(Difficulty.HARD)).isGreaterThan(1.5 * medium);
    }

    private static double misspelt(Difficulty difficulty) {
        return Drafts.of(MAKER, difficulty, 60).stream()
                .mapToLong(draft -> {
                    String[] truth = Drafts.truth(draft).split(" ");
                    String[] shown = Drafts.material(draft).split(" ");
                    return IntStream.range(0, truth.length)
                            .filter(i -> !truth[i].equals(shown[i]))
                            .count();
                })
                .average()
                .orElseThrow();
    }
}
