package dev.assay.testkit.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.score.Perplexity;
import dev.assay.lm.score.Scorer;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.ReferenceDecoder;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Likelihoods against the decoder in plain Java.
class ScoringTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void a_batch_of_continuations_scores_as_the_reference_does_one_by_one(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            ReferenceDecoder reference = ReferenceDecoder.open(folder);
            List<Scorer.Item> items = new ArrayList<>();
            Random random = new Random(6);
            for (int i = 0; i < 9; i++) {
                int[] ids = RandomCheckpoint.ids(shape, 2 + random.nextInt(40), i);
                int border = 1 + random.nextInt(ids.length - 1);
                items.add(new Scorer.Item(Arrays.copyOf(ids, border), Arrays.copyOfRange(ids, border, ids.length)));
            }
            Scorer scorer = new Scorer(model.decoder());
            List<double[]> together = scorer.logProbabilities(items);
            for (int i = 0; i < items.size(); i++) {
                int[] context = items.get(i).context();
                int[] continuation = items.get(i).continuation();
                double[] expected = logProbabilities(reference, context, continuation);
                assertThat(together.get(i)).containsExactly(expected, within(1e-5));
                assertThat(scorer.logProbabilities(context, continuation)).containsExactly(expected, within(1e-5));
            }
        }
    }

    private static double[] logProbabilities(ReferenceDecoder reference, int[] context, int[] continuation) {
        int[] all = Arrays.copyOf(context, context.length + continuation.length);
        System.arraycopy(continuation, 0, all, context.length, continuation.length);
        double[] nlls = reference.tokenNlls(all);
        return Arrays.stream(nlls, context.length - 1, nlls.length)
                .map(nll -> -nll)
                .toArray();
    }

    @Test
    void nothing_to_score_has_no_score() {
        try (PretrainedModel model = Checkpoints.open(folder, Checkpoints.named("gpt2-bytes"))) {
            assertThat(new Scorer(model.decoder()).logProbabilities(new int[] {1}, new int[0]))
                    .isEmpty();
            assertThat(new Scorer(model.decoder()).logProbabilities(List.of())).isEmpty();
        }
    }

    @Test
    void what_does_not_fit_is_refused_with_its_counts() {
        try (PretrainedModel model = Checkpoints.open(folder, Checkpoints.named("gpt2-bytes"))) {
            Scorer scorer = new Scorer(model.decoder());
            assertThatThrownBy(() -> scorer.logProbabilities(new int[40], new int[9]))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4060")
                    .hasMessageContaining("40 + 9 tokens")
                    .hasMessageContaining("holds 48");
            assertThat(scorer.logProbabilities(new int[40], new int[8])).hasSize(8);
            assertThatThrownBy(() -> scorer.logProbabilities(new int[0], new int[] {1}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> scorer.logProbabilities(new int[] {1}, new int[] {259}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("259");
        }
    }

    @Test
    void perplexity_of_a_text_shorter_than_the_window_is_the_definition() {
        try (PretrainedModel model = Checkpoints.open(folder, Checkpoints.named("mistral-window-f16-sharded"))) {
            int[] ids = RandomCheckpoint.ids(Checkpoints.named("mistral-window-f16-sharded"), 30, 8);
            double expected = ReferenceDecoder.open(folder).nll(ids);
            Perplexity found = Perplexity.of(model.decoder(), ids, 48, 16);
            assertThat(found.meanNll()).isCloseTo(expected, within(1e-5));
            assertThat(found.perplexity()).isCloseTo(Math.exp(expected), within(1e-3));
            assertThat(found.tokens()).isEqualTo(29);
            assertThat(found.windows()).isEqualTo(1);
            assertThat(found.interval()).isEmpty();
            assertThat(found.bitsPerByte()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 10", "20, 19", "20, 1", "7, 3", "48, 24", "2, 1"})
    void each_token_is_scored_once_in_the_first_window_that_holds_it(int window, int stride) {
        Shape shape = Checkpoints.named("llama-biases");
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            ReferenceDecoder reference = ReferenceDecoder.open(folder);
            int[] ids = RandomCheckpoint.ids(shape, 131, 1);
            double sum = 0;
            for (int token = 1; token < ids.length; token++) {
                int step = Math.ceilDiv(Math.max(0, token + 1 - window), stride);
                int[] seen = Arrays.copyOfRange(ids, step * stride, token + 1);
                double[] nlls = reference.tokenNlls(seen);
                sum += nlls[nlls.length - 1];
            }
            List<Long> heard = new ArrayList<>();
            Perplexity found = Perplexity.of(
                    model.decoder(),
                    ids,
                    Perplexity.Plan.of(window, stride).withTextBytes(500),
                    (tokens, all) -> heard.add(tokens));
            assertThat(found.tokens()).isEqualTo(130);
            assertThat(found.meanNll()).isCloseTo(sum / 130, within(1e-5));
            assertThat(found.bitsPerByte().orElseThrow()).isCloseTo(sum / Math.log(2) / 500, within(1e-4));
            assertThat(found.interval().orElseThrow().estimate()).isCloseTo(found.meanNll(), within(1e-9));
            assertThat(found.interval().orElseThrow().n()).isEqualTo(found.windows());
            assertThat(heard.getLast()).isEqualTo(130);
        }
    }

    @Test
    void plans_and_texts_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> Perplexity.Plan.of(10, 10)).hasMessageContaining("ASSAY-2060");
        assertThatThrownBy(() -> Perplexity.Plan.of(10, 0)).hasMessageContaining("ASSAY-2060");
        assertThatThrownBy(() -> Perplexity.Plan.of(1, 1))
                .hasMessageContaining("ASSAY-2060")
                .hasMessageContaining("A window of 1 tokens");
        assertThatThrownBy(() -> Perplexity.Plan.of(10, 5).withTextBytes(0))
                .isInstanceOf(IllegalArgumentException.class);
        try (PretrainedModel model = Checkpoints.open(folder, Checkpoints.named("gpt2-bytes"))) {
            assertThatThrownBy(() -> Perplexity.of(model.decoder(), new int[9], 49, 5))
                    .hasMessageContaining("ASSAY-2060")
                    .hasMessageContaining("48");
            assertThatThrownBy(() -> Perplexity.of(model.decoder(), new int[1], 40, 5))
                    .hasMessageContaining("ASSAY-4064");
        }
    }
}
