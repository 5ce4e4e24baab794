package dev.assay.livebench.fresh.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlotUnscramblingMakerTest {
    private static final PlotUnscramblingMaker MAKER = new PlotUnscramblingMaker(BundledMaterial.plots());

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_plot_in_order_is_right_and_as_shown_is_half_right_at_most(Difficulty difficulty) {
        List<Draft> drafts = Drafts.of(MAKER, difficulty, 150);
        assertThat(drafts).hasSizeGreaterThan(100).allSatisfy(draft -> {
            Asked asked = Asked.of("plot_unscrambling", Drafts.truth(draft), "2026-11-30", draft.prompt());
            assertThat(asked.reference(draft.right())).isEqualTo(1);
            assertThat(asked.strict(draft.right())).isEqualTo(1);
            assertThat(asked.strict("<PLOT_SUMMARY>" + Drafts.material(draft) + "</PLOT_SUMMARY>"))
                    .isLessThanOrEqualTo(0.5);
        });
    }

    /// Looks up where each sentence stands in the text that the question was made from.
    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_sentences_shown_sorted_by_their_place_in_the_plot_are_the_truth(Difficulty difficulty) {
        for (Draft draft : Drafts.of(MAKER, difficulty, 100)) {
            String title = Drafts.field(draft, "movie_name").textValue();
            String plot = BundledMaterial.plots().stream()
                    .filter(passage -> passage.title().equals(title))
                    .findFirst()
                    .orElseThrow()
                    .text();
            String sorted = Arrays.stream(Drafts.material(draft).split("(?<=\\.) "))
                    .sorted(Comparator.comparingInt(plot::indexOf))
                    .collect(Collectors.joining(" "));
            assertThat(sorted).isEqualTo(Drafts.truth(draft));
            assertThat(plot).startsWith(sorted);
        }
    }

    @Test
    void texts_with_repeated_too_few_or_dotted_sentences_make_no_question() {
        String end = " It rains. They leave. All is quiet. Nobody sings.";
        assertThat(drafts("A man comes. A dog barks." + end)).isNotEmpty();
        assertThat(drafts("A man comes. A dog barks. It rains. They leave.")).isEmpty();
        assertThat(drafts("A man comes. A man comes." + end)).isEmpty();
        assertThat(drafts("A man comes. It costs 3.50 now." + end)).isEmpty();
        assertThat(drafts("A man comes. Why is that?" + end)).isEmpty();
        assertThat(drafts("A man comes. He says \"Stay.\"" + end)).isEmpty();
    }

    private static List<Draft> drafts(String text) {
        return Drafts.of(new PlotUnscramblingMaker(List.of(Passage.of("plot", text))), Difficulty.EASY, 100);
    }

    @Test
    void the_same_seed_gives_the_same_question_and_another_seed_another() {
        List<String> prompts = Drafts.of(MAKER, Difficulty.MEDIUM, 300).stream()
                .map(Draft::prompt)
                .toList();
        assertThat(Drafts.of(new PlotUnscramblingMaker(BundledMaterial.plots()), Difficulty.MEDIUM, 300))
                .extracting(Draft::prompt)
                .isEqualTo(prompts);
        assertThat(new HashSet<>(prompts)).hasSize(prompts.size());
    }

    @Test
    void harder_plots_have_more_sentences() {
        assertThat(fewest(Difficulty.MEDIUM)).isGreaterThan(most(Difficulty.EASY));
        assertThat(fewest(Difficulty.HARD)).isGreaterThan(most(Difficulty.MEDIUM));
    }

    private static int fewest(Difficulty difficulty) {
        return lengths(difficulty).getFirst();
    }

    private static int most(Difficulty difficulty) {
        return lengths(difficulty).getLast();
    }

    private static List<Integer> lengths(Difficulty difficulty) {
        return Drafts.of(MAKER, difficulty, 100).stream()
                .map(draft -> Drafts.truth(draft).split("\\.").length)
                .sorted()
                .toList();
    }
}
