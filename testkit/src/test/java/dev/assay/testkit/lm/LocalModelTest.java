package dev.assay.testkit.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.lm.ChatFormat;
import dev.assay.lm.LocalModel;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.Alternative;
import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.Continuation;
import dev.assay.model.FeatureSource;
import dev.assay.model.FinishReason;
import dev.assay.model.FirstToken;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Role;
import dev.assay.model.Sampling;
import dev.assay.model.Score;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.TokenScorer;
import dev.assay.testkit.reference.ReferenceDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The local model behind the port, against the decoder in plain Java; each byte is a token of its own.
class LocalModelTest {
    private static final int END = 256;
    private static final int TURN = 257;

    @TempDir
    Path folder;

    private LocalModel model;
    private ReferenceDecoder reference;

    @BeforeEach
    void open() {
        model = LocalModel.of(
                Checkpoints.open(folder, Checkpoints.named("qwen2-tied-bytes").withContext(96)),
                LocalModelTest::written);
        reference = ReferenceDecoder.open(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static String written(Prompt.Chat chat) {
        String turns = chat.messages().stream()
                .map(m -> "<|im_start|>" + m.role().word() + ":" + m.content())
                .collect(Collectors.joining("\n"));
        return chat.prefilled() ? turns : turns + "\n<|im_start|>" + Role.ASSISTANT.word() + ":";
    }

    @Test
    void logits_can_be_changed_before_each_choice() {
        LocalModel steered = model.withProcessors(List.of((sequence, prompt, logits) -> {
            Arrays.fill(logits, Float.NEGATIVE_INFINITY);
            logits["xyz".charAt((sequence.length() - prompt) % 3)] = 0;
        }));
        Sampling five = Sampling.greedy().withMaxTokens(5);
        assertThat(steered.generate(Prompt.text("ab"), five).text()).isEqualTo("xyzxy");
        assertThat(model.generate(Prompt.text("ab"), five).text()).isNotEqualTo("xyzxy");
    }

    @Test
    void a_model_whose_weights_are_not_numbers_scores_nothing() throws IOException {
        try (FileChannel weights = FileChannel.open(folder.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
            ByteBuffer nan = ByteBuffer.allocate(4096);
            Arrays.fill(nan.array(), (byte) -1);
            weights.write(nan, weights.size() - 4096);
        }
        try (LocalModel damaged = LocalModel.open(folder, LoadOptions.DEFAULT)) {
            TokenScorer scorer = damaged.capability(TokenScorer.class).orElseThrow();
            assertThatThrownBy(() -> scorer.score(Prompt.text("ab"), "cd"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4062");
        }
    }

    private <C extends Capability> C capability(Class<C> type) {
        return model.capability(type).orElseThrow();
    }

    private static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    }

    private static int[] joined(int[]... parts) {
        return Stream.of(parts).flatMapToInt(Arrays::stream).toArray();
    }

    private static int[] ids(Answer answer) {
        return answer.tokens().stream()
                .mapToInt(token -> token.id().orElseThrow())
                .toArray();
    }

    private int[] greedy(int[] prompt, int count) {
        return IntStream.of(reference.greedy(prompt, count))
                .takeWhile(id -> id != END)
                .toArray();
    }

    @Test
    void a_text_is_continued_as_it_stands() {
        Sampling sampling = Sampling.greedy().withMaxTokens(20).withTopLogprobs(3);
        Answer answer = model.generate(Prompt.text("Once upon"), sampling);
        int[] expected = greedy(bytes("Once upon"), 20);
        assertThat(ids(answer)).isEqualTo(expected);
        assertThat(answer.usage().promptTokens()).isEqualTo(9);
        assertThat(answer.usage().answerTokens()).isEqualTo(expected.length);
        assertThat(answer.usage().time()).isPositive();
        assertThat(answer.finish()).isEqualTo(expected.length == 20 ? FinishReason.LENGTH : FinishReason.STOP);
    }

    @Test
    void a_chat_goes_through_the_format_and_its_special_tokens_are_tokens() {
        Sampling sampling = Sampling.greedy().withMaxTokens(12).withTopLogprobs(1);
        Answer answer = model.generate(Prompt.ask("hi"), sampling);
        int[] prompt = joined(new int[] {TURN}, bytes("user:hi\n"), new int[] {TURN}, bytes("assistant:"));
        assertThat(ids(answer)).isEqualTo(greedy(prompt, 12));
        assertThat(answer.usage().promptTokens()).isEqualTo(prompt.length);
    }

    @Test
    void a_prefilled_turn_is_continued() {
        Sampling sampling = Sampling.greedy().withMaxTokens(12).withTopLogprobs(1);
        Prompt chat = new Prompt.Chat(List.of(Message.user("hi"), Message.assistant("Well")));
        int[] prompt = joined(new int[] {TURN}, bytes("user:hi\n"), new int[] {TURN}, bytes("assistant:Well"));
        assertThat(ids(model.generate(chat, sampling))).isEqualTo(greedy(prompt, 12));
    }

    @Test
    void the_folders_own_template_opens_and_leaves_open_the_last_turn() {
        ChatTemplate template = ChatTemplate.parse(
                "{% for m in messages %}<|im_start|>{{ m.role }}|{{ m.content | trim }}<|im_end|>{% endfor %}"
                        + "{% if add_generation_prompt %}<|im_start|>assistant|{% endif %}",
                "test");
        ChatFormat format = ChatFormat.of(template);
        assertThat(format.render(new Prompt.Chat(List.of(Message.user(" hi ")))))
                .isEqualTo("<|im_start|>user|hi<|im_end|><|im_start|>assistant|");
        for (String begun : List.of("", "i", "Well, ", "im_end")) {
            assertThat(format.render(new Prompt.Chat(List.of(Message.user("hi"), Message.assistant(begun)))))
                    .isEqualTo("<|im_start|>user|hi<|im_end|><|im_start|>assistant|" + begun);
        }
        model.close();
        model = LocalModel.open(folder, LoadOptions.DEFAULT);
        assertThat(model.generate(Prompt.ask("hi"), Sampling.greedy().withMaxTokens(3))
                        .usage()
                        .promptTokens())
                .isEqualTo("_user\nhi_\n_assistant\n".length());
        assertThat(model.name()).isEqualTo(String.valueOf(folder.getFileName()));
    }

    @Test
    void an_empty_text_begins_with_the_token_that_ends_texts_where_there_is_no_other() {
        Sampling sampling = Sampling.greedy().withMaxTokens(8).withTopLogprobs(1);
        Answer answer = model.generate(Prompt.text(""), sampling);
        assertThat(ids(answer)).isEqualTo(greedy(new int[] {END}, 8));
        assertThat(answer.usage().promptTokens()).isEqualTo(1);
    }

    @Test
    void log_probabilities_come_only_where_asked_for_and_sum_to_less_than_one() {
        Sampling sampling = Sampling.standard().withSeed(3).withMaxTokens(10);
        Answer bare = model.generate(Prompt.text("abc"), sampling);
        assertThat(bare.tokens()).isEmpty();
        Answer shown = model.generate(Prompt.text("abc"), sampling.withTopLogprobs(4));
        assertThat(shown.text()).isEqualTo(bare.text());
        assertThat(shown.tokens()).hasSize(shown.usage().answerTokens()).allSatisfy(token -> {
            assertThat(token.top())
                    .hasSize(4)
                    .isSortedAccordingTo((a, b) -> Double.compare(b.logProbability(), a.logProbability()));
            assertThat(token.top().stream()
                            .mapToDouble(a -> Math.exp(a.logProbability()))
                            .sum())
                    .isLessThan(1);
        });
    }

    @Test
    void pieces_joined_are_the_text() {
        List<String> pieces = new ArrayList<>();
        Sampling sampling = Sampling.standard().withSeed(5).withMaxTokens(60);
        Answer answer = model.generate(Prompt.text("z"), sampling, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(answer.text());
        assertThat(pieces).isNotEmpty().doesNotContain("");
    }

    @Test
    void a_listener_that_throws_stops_the_answer_and_the_model_stays_usable() {
        Sampling sampling = Sampling.standard().withSeed(5).withMaxTokens(60);
        assertThatThrownBy(() -> model.generate(Prompt.text("z"), sampling, piece -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(model.generate(Prompt.text("z"), sampling).text()).isNotEmpty();
    }

    @Test
    void many_prompts_are_answered_as_one_by_one_and_each_is_told_once() {
        Sampling sampling = Sampling.standard().withSeed(1).withMaxTokens(9).withTopLogprobs(1);
        List<Prompt> prompts = IntStream.range(0, 150)
                .mapToObj(i -> Prompt.text("p".repeat(1 + i * 7 % 31)))
                .toList();
        List<Integer> told = new ArrayList<>();
        List<Answer> all = model.generateAll(prompts, sampling, (index, answer) -> told.add(index));
        assertThat(new TreeSet<>(told)).hasSize(150).hasSameSizeAs(told);
        for (int i = 0; i < prompts.size(); i += 17) {
            Answer alone = model.generate(prompts.get(i), sampling);
            assertThat(ids(all.get(i))).isEqualTo(ids(alone));
            assertThat(all.get(i).text()).isEqualTo(alone.text());
            assertThat(all.get(i).usage().promptTokens())
                    .isEqualTo(alone.usage().promptTokens());
        }
        assertThat(model.generateAll(List.of(), sampling, (index, answer) -> {}))
                .isEmpty();
    }

    @Test
    void a_prompt_too_long_is_refused_with_both_counts_before_any_work() {
        List<Integer> told = new ArrayList<>();
        List<Prompt> prompts = List.of(Prompt.text("short"), Prompt.text("x".repeat(96)));
        assertThatThrownBy(() -> model.generateAll(prompts, Sampling.greedy(), (index, answer) -> told.add(index)))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4060"))
                .hasMessageContaining("96 tokens")
                .hasMessageContaining("context holds 96")
                .hasMessageContaining("prompt 2 of 2");
        assertThat(told).isEmpty();
        assertThat(model.contextTokens()).hasValue(96);
    }

    @Test
    void a_continuation_scores_as_the_reference_says() {
        Prompt prompt = Prompt.ask("Is a cat an animal?");
        Score score = capability(TokenScorer.class).score(prompt, " Yes é");
        int[] before =
                joined(new int[] {TURN}, bytes("user:Is a cat an animal?\n"), new int[] {TURN}, bytes("assistant:"));
        int[] answer = bytes(" Yes é");
        double[] nlls = reference.tokenNlls(joined(before, answer));
        assertThat(score.tokens()).hasSize(answer.length);
        for (int i = 0; i < answer.length; i++) {
            TokenLogProbability token = score.tokens().get(i);
            assertThat(token.id()).hasValue(answer[i]);
            assertThat(token.logProbability()).isCloseTo(-nlls[before.length - 1 + i], within(1e-5));
        }
    }

    @Test
    void scores_of_many_are_those_of_each_and_nothing_before_the_first_token_is_bridged() {
        TokenScorer scorer = capability(TokenScorer.class);
        List<Continuation> many = List.of(
                new Continuation(Prompt.text(""), "abc"),
                new Continuation(Prompt.text("abc"), ""),
                new Continuation(Prompt.text("The sun is"), " a star"));
        List<Score> scores = scorer.scoreAll(many);
        double[] fromNothing = reference.tokenNlls(joined(new int[] {END}, bytes("abc")));
        assertThat(scores.get(0).logProbability())
                .isCloseTo(-Arrays.stream(fromNothing).sum(), within(1e-5));
        assertThat(scores.get(1).tokens()).isEmpty();
        assertThat(scores.get(2).logProbability())
                .isCloseTo(scorer.score(Prompt.text("The sun is"), " a star").logProbability(), within(1e-5));
        assertThatThrownBy(() -> scorer.score(Prompt.text("x".repeat(90)), "y".repeat(7)))
                .hasMessageContaining("ASSAY-4060")
                .hasMessageContaining("90 + 7");
    }

    @Test
    void the_first_token_has_the_distribution_of_the_reference_with_bias_or_without() {
        FirstTokenDistribution first = capability(FirstTokenDistribution.class);
        double[][] logits = reference.logits(bytes("Yes or no?"));
        double[] last = logits[logits.length - 1];
        compare(first.firstToken(Prompt.text("Yes or no?"), 300), last);
        last[7] += 4.5;
        last[80] -= 100;
        FirstToken biased = first.firstToken(Prompt.text("Yes or no?"), 5, Map.of(7, 4.5, 80, -100.0));
        assertThat(biased.top()).hasSize(5);
        compare(biased, last);
        assertThatThrownBy(() -> first.firstToken(Prompt.text("a"), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void compare(FirstToken found, double[] logits) {
        double normaliser = Math.log(Arrays.stream(logits).map(Math::exp).sum());
        int[] order = IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> Double.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < found.top().size(); i++) {
            Alternative at = found.top().get(i);
            assertThat(at.logProbability()).isCloseTo(logits[order[i]] - normaliser, within(1e-5));
            assertThat(at.logProbability()).isCloseTo(logits[at.id().orElseThrow()] - normaliser, within(1e-5));
        }
    }

    @Test
    void hidden_states_of_every_layer_are_those_of_the_reference() {
        FeatureSource features = capability(FeatureSource.class);
        assertThat(features.layers()).isEqualTo(reference.layers());
        for (int layer = 0; layer <= features.layers(); layer++) {
            double[][] expected = reference.hidden(bytes("A dog"), layer);
            float[] found = features.features(Prompt.text("A dog"), layer);
            assertThat(found).hasSize(features.width());
            for (int i = 0; i < found.length; i++) {
                assertThat((double) found[i]).isCloseTo(expected[4][i], within(1e-5));
            }
        }
        assertThatThrownBy(() -> features.features(Prompt.text("a"), features.layers() + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threads_take_turns() throws Exception {
        Sampling sampling = Sampling.standard().withSeed(8).withMaxTokens(15);
        String expected = model.generate(Prompt.text("turn"), sampling).text();
        Callable<String> work =
                () -> model.generate(Prompt.text("turn"), sampling).text();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> answer : threads.invokeAll(List.of(work, work, work, work, work, work))) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_closed_model_says_so_and_closes_twice() {
        model.close();
        model.close();
        assertThatThrownBy(() -> model.generate(Prompt.text("a"), Sampling.greedy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
