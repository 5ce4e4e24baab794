package dev.assay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PortTest {
    /// Answers each text with itself backwards.
    private static final class Backwards implements LanguageModel {
        @Override
        public String name() {
            return "backwards";
        }

        @Override
        public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
            String text =
                    new StringBuilder(((Prompt.Text) prompt).text()).reverse().toString();
            listener.text(text);
            return new Answer(text, FinishReason.STOP, new Usage(1, 2, Duration.ofMillis(3)), List.of());
        }

        @Override
        public <C extends Capability> Optional<C> capability(Class<C> type) {
            return type == TokenScorer.class ? Optional.of(type.cast((TokenScorer) this::score)) : Optional.empty();
        }

        private Score score(Prompt prompt, String continuation) {
            return new Score(continuation.chars().mapToObj(c -> token("x", -c)).toList());
        }

        @Override
        public OptionalInt contextTokens() {
            return OptionalInt.empty();
        }

        @Override
        public void close() {}
    }

    private static TokenLogProbability token(String text, double logProbability) {
        return new TokenLogProbability(text, Optional.empty(), OptionalInt.empty(), logProbability, List.of());
    }

    private static Alternative alternative(String text, int id, double logProbability) {
        return new Alternative(text, Optional.empty(), OptionalInt.of(id), logProbability);
    }

    @Test
    void many_prompts_are_answered_in_their_order_and_each_is_told_once() {
        var told = new ArrayList<String>();
        try (var model = new Backwards()) {
            var answers = model.generateAll(
                    List.of(Prompt.text("ab"), Prompt.text("cd")),
                    Sampling.greedy(),
                    (index, answer) -> told.add(index + answer.text()));
            assertThat(answers).extracting(Answer::text).containsExactly("ba", "dc");
            assertThat(told).containsExactly("0ba", "1dc");
        }
    }

    @Test
    void a_missing_capability_names_model_capability_purpose_and_mend() {
        var model = new Backwards();
        assertThat(Capabilities.require(model, TokenScorer.class, "a test")).isNotNull();
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Capabilities.require(model, FeatureSource.class, "the knowledge probe"))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .withMessageContaining("ASSAY-2030")
                .withMessageContaining("no FeatureSource, which is needed for the knowledge probe")
                .withMessageContaining("model backwards")
                .withMessageContaining("open a local model folder");
    }

    @Test
    void scores_of_many_continuations_keep_their_order() {
        var scorer = Capabilities.require(new Backwards(), TokenScorer.class, "a test");
        var scores = scorer.scoreAll(List.of(
                new Continuation(Prompt.text("p"), "\u0001\u0002"), new Continuation(Prompt.text("p"), "\u0004")));
        assertThat(scores).extracting(Score::logProbability).containsExactly(-3.0, -4.0);
    }

    @Test
    void a_score_sums_and_averages_in_nats() {
        var score = new Score(List.of(token("a", Math.log(0.5)), token("b", Math.log(0.125))));
        assertThat(score.logProbability()).isCloseTo(Math.log(0.0625), within(1e-12));
        assertThat(score.perplexity()).isCloseTo(4, within(1e-12));
        assertThat(new Score(List.of()).logProbability()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> new Score(List.of()).perplexity());
    }

    @Test
    void a_first_token_is_put_in_order_and_found_by_text_or_id() {
        var first = new FirstToken(List.of(alternative("no", 4, Math.log(0.2)), alternative("yes", 9, Math.log(0.7))));
        assertThat(first.top()).extracting(Alternative::token).containsExactly("yes", "no");
        assertThat(first.logProbability("no")).hasValue(Math.log(0.2));
        assertThat(first.logProbability(9)).hasValue(Math.log(0.7));
        assertThat(first.logProbability("maybe")).isEmpty();
        assertThat(first.shown()).isCloseTo(0.9, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> new FirstToken(List.of()));
    }

    @Test
    void a_chat_that_ends_with_the_assistant_is_prefilled() {
        assertThat(new Prompt.Chat(List.of(Message.user("?"), Message.assistant("The"))).prefilled())
                .isTrue();
        assertThat(((Prompt.Chat) Prompt.ask("?")).prefilled()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Prompt.Chat(List.of()));
    }

    @Test
    void values_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> token("a", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> alternative("a", 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(-1, 0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, Duration.ofMillis(-1)));
        assertThat(new Usage(Integer.MAX_VALUE, 1, Duration.ZERO).totalTokens()).isEqualTo(1L + Integer.MAX_VALUE);
    }

    @Test
    void token_bytes_are_values_and_cannot_be_changed_from_outside() {
        byte[] bytes = {(byte) 0xe2, (byte) 0x82};
        var token = TokenBytes.of(bytes);
        bytes[0] = 0;
        token.toArray()[0] = 0;
        assertThat(token)
                .isEqualTo(TokenBytes.of(new byte[] {(byte) 0xe2, (byte) 0x82}))
                .hasToString("e282");
        assertThat(TokenBytes.of("€").toArray()).startsWith(0xe2, 0x82);
    }

    @Test
    void roles_are_spelled_as_in_chat_files() {
        assertThat(Role.of("assistant")).contains(Role.ASSISTANT);
        assertThat(Role.of("Assistant")).isEmpty();
        assertThat(Role.TOOL.word()).isEqualTo("tool");
    }
}
