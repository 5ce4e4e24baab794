package dev.assay.testkit.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.GenerationListener;
import dev.assay.lm.generate.Generator;
import dev.assay.lm.generate.PrefixCache;
import dev.assay.lm.generate.RunningBatch;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.generate.SequenceRequest;
import dev.assay.model.FinishReason;
import dev.assay.model.Sampling;
import dev.assay.tensor.Scope;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sequences that join and leave while others are written, against each one by itself.
class RunningBatchTest {
    private static final long PLENTY = 1L << 24;

    @TempDir
    Path folder;

    /// What a sequence was told.
    private static final class Told {
        private final List<SequenceEvent> events = new ArrayList<>();

        void accept(SequenceEvent event) {
            events.add(event);
        }

        Generated generated() {
            return ((SequenceEvent.Ended) events.getLast()).generated();
        }

        SequenceEvent.Began began() {
            return (SequenceEvent.Began) events.getFirst();
        }

        List<SequenceEvent.Wrote> wrote() {
            return events.stream()
                    .filter(SequenceEvent.Wrote.class::isInstance)
                    .map(SequenceEvent.Wrote.class::cast)
                    .toList();
        }
    }

    private static Generator generator(PretrainedModel model) {
        return Generator.of(model.decoder(), model.tokenizer());
    }

    private static void requireSame(Generated found, Generated expected) {
        assertThat(found.ids()).isEqualTo(expected.ids());
        assertThat(found.text()).isEqualTo(expected.text());
        assertThat(found.finish()).isEqualTo(expected.finish());
        assertThat(found.logProbabilities()).containsExactly(expected.logProbabilities(), within(1e-4));
    }

    private static Generated alone(PretrainedModel model, int[] prompt, Sampling sampling) {
        return generator(model)
                .generate(List.of(prompt), sampling, GenerationListener.SILENT)
                .getFirst();
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void sequences_that_come_and_go_are_written_as_each_alone(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            List<Told> told = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Told one = new Told();
                told.add(one);
                batch.join(SequenceRequest.of(prompt(shape, i), sampling(i), one::accept));
                batch.step();
                batch.step();
            }
            finish(batch);
            for (int i = 0; i < 8; i++) {
                requireSame(told.get(i).generated(), alone(model, prompt(shape, i), sampling(i)));
            }
        }
    }

    private static void finish(RunningBatch batch) {
        while (batch.size() > 0) {
            batch.step();
        }
    }

    private static int[] prompt(Shape shape, int index) {
        return RandomCheckpoint.ids(shape, 1 + 7 * index % 20, index);
    }

    private static Sampling sampling(int index) {
        Sampling some = index % 2 == 0 ? Sampling.greedy() : Sampling.standard().withSeed(index);
        return some.withMaxTokens(3 + 5 * index % 17).withTopLogprobs(index % 3);
    }

    @Test
    void what_is_told_on_the_way_adds_up_to_the_answer() {
        Shape shape = Checkpoints.named("qwen2-tied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            Told told = new Told();
            Sampling sampling =
                    Sampling.standard().withSeed(3).withMaxTokens(30).withTopLogprobs(2);
            int[] prompt = RandomCheckpoint.ids(shape, 9, 1);
            batch.join(new SequenceRequest(prompt, sampling, List.of(), true, () -> false, told::accept));
            finish(batch);
            Generated whole = told.generated();
            StringBuilder text = new StringBuilder();
            List<SequenceEvent.Token> tokens = new ArrayList<>();
            told.wrote().forEach(wrote -> {
                text.append(wrote.text());
                tokens.addAll(wrote.tokens());
            });
            assertThat(text).hasToString(whole.text());
            assertThat(tokens.stream().mapToInt(SequenceEvent.Token::id).toArray())
                    .isEqualTo(whole.ids());
            assertThat(tokens)
                    .allSatisfy(
                            token -> assertThat(token.top().orElseThrow().ids()).hasSize(2));
            assertThat(told.began().state().orElseThrow())
                    .hasSize(model.decoder().config().dim());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void a_prompt_that_begins_as_an_earlier_one_is_read_from_where_it_differs(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(PLENTY), 8)) {
            int[] first = RandomCheckpoint.ids(shape, 24, 1);
            int[] second = RandomCheckpoint.ids(shape, 26, 2);
            System.arraycopy(first, 0, second, 0, 20);
            List<Integer> cached = new ArrayList<>();
            for (int[] prompt : List.of(first, second, first, second)) {
                Told told = new Told();
                batch.join(SequenceRequest.of(prompt, sampling(4), told::accept));
                finish(batch);
                cached.add(told.began().cachedTokens());
                requireSame(told.generated(), alone(model, prompt, sampling(4)));
            }
            assertThat(cached).containsExactly(0, 20, 23, 25);
            assertThat(batch.prefixBytes()).isPositive();
        }
    }

    @Test
    void what_was_used_longest_ago_is_forgotten_first() {
        Shape shape = Checkpoints.named("qwen2-tied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open()) {
            int[] first = RandomCheckpoint.ids(shape, 20, 1);
            int[] other = RandomCheckpoint.ids(shape, 20, 2);
            long one = rememberedBytes(model, first);
            try (RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(one), 8)) {
                assertThat(cached(batch, first)).isZero();
                assertThat(cached(batch, first)).isEqualTo(19);
                assertThat(cached(batch, other)).isZero();
                assertThat(cached(batch, first)).isZero();
                assertThat(batch.prefixBytes()).isLessThanOrEqualTo(one);
            }
        }
    }

    private static long rememberedBytes(PretrainedModel model, int[] prompt) {
        try (RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(PLENTY), 8)) {
            cached(batch, prompt);
            return batch.prefixBytes();
        }
    }

    private static int cached(RunningBatch batch, int[] prompt) {
        Told told = new Told();
        batch.join(SequenceRequest.of(prompt, Sampling.greedy().withMaxTokens(1), told::accept));
        finish(batch);
        return told.began().cachedTokens();
    }

    @Test
    void a_long_prompt_is_read_in_pieces_while_others_are_written() {
        Shape shape = Checkpoints.named("qwen2-tied-bytes").withContext(700);
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            Sampling sampling = Sampling.greedy().withMaxTokens(12);
            Told brief = new Told();
            Told lengthy = new Told();
            int[] prompt = RandomCheckpoint.ids(shape, 600, 2);
            batch.join(SequenceRequest.of(new int[] {5}, sampling, brief::accept));
            batch.step();
            batch.join(SequenceRequest.of(prompt, sampling, lengthy::accept));
            batch.step();
            batch.step();
            assertThat(brief.wrote()).hasSize(3);
            assertThat(lengthy.events).isEmpty();
            finish(batch);
            requireSame(lengthy.generated(), alone(model, prompt, sampling));
            requireSame(brief.generated(), alone(model, new int[] {5}, sampling));
        }
    }

    @Test
    void who_is_not_waited_for_leaves_and_the_others_go_on() {
        Shape shape = Checkpoints.named("llama-grouped-untied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            Told gone = new Told();
            Told stays = new Told();
            Sampling sampling = Sampling.greedy().withMaxTokens(20);
            int[] prompt = RandomCheckpoint.ids(shape, 5, 1);
            batch.join(new SequenceRequest(
                    prompt, sampling, List.of(), false, () -> gone.events.size() > 3, gone::accept));
            batch.join(SequenceRequest.of(prompt, sampling, stays::accept));
            finish(batch);
            assertThat(gone.generated().finish()).isEqualTo(FinishReason.OTHER);
            assertThat(gone.generated().ids()).hasSizeLessThan(5);
            requireSame(stays.generated(), alone(model, prompt, sampling));
        }
    }

    @Test
    void a_fault_of_one_sequence_is_its_own() {
        Shape shape = Checkpoints.named("llama-grouped-untied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            Told fails = new Told();
            Told stays = new Told();
            Sampling sampling = Sampling.greedy().withMaxTokens(6);
            int[] prompt = RandomCheckpoint.ids(shape, 5, 1);
            batch.join(new SequenceRequest(
                    prompt,
                    sampling,
                    List.of((sequence, begins, logits) -> java.util.Arrays.fill(logits, Float.NEGATIVE_INFINITY)),
                    false,
                    () -> false,
                    fails::accept));
            batch.join(SequenceRequest.of(prompt, sampling, stays::accept));
            finish(batch);
            assertThat(fails.events.getLast())
                    .isInstanceOfSatisfying(
                            SequenceEvent.Failed.class,
                            failed -> assertThat(failed.cause()).hasMessageContaining("No token may follow"));
            requireSame(stays.generated(), alone(model, prompt, sampling));
        }
    }

    @Test
    void a_prompt_that_does_not_fit_is_refused_before_it_joins() {
        Shape shape = Checkpoints.named("llama-grouped-untied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            int[] long_one = RandomCheckpoint.ids(shape, shape.sizes().context(), 1);
            assertThatThrownBy(() -> batch.join(SequenceRequest.of(long_one, Sampling.greedy(), event -> {})))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("does not fit");
            assertThat(batch.size()).isZero();
        }
    }

    @Test
    void all_end_where_they_are_when_the_batch_stops() {
        Shape shape = Checkpoints.named("llama-grouped-untied-bytes");
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open();
                RunningBatch batch = new RunningBatch(generator(model), new PrefixCache(0), 8)) {
            Told told = new Told();
            batch.join(SequenceRequest.of(RandomCheckpoint.ids(shape, 5, 1), Sampling.greedy(), told::accept));
            batch.step();
            batch.step();
            batch.stop();
            assertThat(batch.size()).isZero();
            assertThat(told.generated().finish()).isEqualTo(FinishReason.OTHER);
            assertThat(Optional.of(told.generated().ids()))
                    .hasValueSatisfying(ids -> assertThat(ids).isNotEmpty());
        }
    }
}
