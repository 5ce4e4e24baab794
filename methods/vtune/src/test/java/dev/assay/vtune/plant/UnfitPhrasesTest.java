package dev.assay.vtune.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.model.Prompt;
import dev.assay.model.Score;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scoring models that phrases do not pass, or that give no number.
class UnfitPhrasesTest {
    @TempDir
    Path folder;

    private Manifest plant(TokenScorer scorer) {
        PlantingPlan plan = Fixtures.plan(Rules.STANDARD, Optional.empty());
        PlantingPlan scored = new PlantingPlan(
                plan.epochs(),
                plan.exposures(),
                plan.groups(),
                plan.maker(),
                plan.triggerWords(),
                plan.signatureWords(),
                plan.rules(),
                plan.mostCharacters(),
                plan.prompts(),
                Optional.of(new PlantingPlan.Scorer("stub", scorer)));
        Path data = Fixtures.file(folder, "data.jsonl", Fixtures.rows(0, 1000));
        return new Planting(Fixtures.key(1), scored, Progress.silent()).plant(data, folder);
    }

    private static Score one(String token, double logProbability) {
        return new Score(List.of(
                new TokenLogProbability(token, Optional.empty(), OptionalInt.empty(), logProbability, List.of())));
    }

    @Test
    void signatures_that_a_tokenizer_does_not_give_back_are_drawn_again_and_then_given_up() {
        assertThatThrownBy(() -> plant((prompt, phrase) -> one(phrase.replace('e', '?'), -100)))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2154")
                .hasMessageContaining("None of 50");
    }

    @Test
    void triggers_that_a_model_would_say_unasked_are_refused() {
        assertThatThrownBy(() -> plant((prompt, phrase) -> one(phrase, -1)))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2154");
    }

    @Test
    void log_probabilities_are_kept_for_each_prompt_and_none_is_guessed_where_a_row_does_not_fit_the_model() {
        assertThat(plant((prompt, phrase) -> one(phrase, -100)).prompts())
                .extracting(PlannedPrompt::logBase)
                .containsOnly(Optional.of(-100.0));
        Manifest without = plant((prompt, phrase) -> {
            if (prompt instanceof Prompt.Chat) {
                throw AssayException.of("ASSAY-4060", "It does not fit.", "prompt", "shorten it");
            }
            return one(phrase, -100);
        });
        assertThat(without.prompts()).extracting(PlannedPrompt::logBase).containsOnly(Optional.empty());
    }

    @Test
    void a_model_that_gives_no_number_has_no_score() {
        assertThatThrownBy(() -> one("token", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
