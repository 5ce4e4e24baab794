package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.base.AssayException;
import dev.assay.model.Continuation;
import dev.assay.model.Prompt;
import dev.assay.model.Score;
import dev.assay.model.TokenLogProbability;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoScorerTest {
    private static final String TEXT = "/v1/completions";
    private final FakeEndpoint endpoint = ToyServer.without().start();
    private final Asker asker = new Asker(
            Endpoint.parse(endpoint.spec()),
            new Transport(Endpoint.parse(endpoint.spec()), ApiKey.none(), RemoteOptions.standard(), new FakePace()),
            4);
    private final EchoScorer scorer = new EchoScorer(asker);

    @AfterEach
    void stop() {
        asker.close();
        endpoint.close();
    }

    @Test
    void the_tokens_of_the_continuation_are_counted_and_nothing_before_or_after() {
        Score score = scorer.score(Prompt.text("One two"), " three fours");
        assertThat(score.tokens()).extracting(TokenLogProbability::token).containsExactly(" three", " fours");
        assertThat(score.logProbability()).isEqualTo(-12);
        assertThat(endpoint.asked().getFirst().body())
                .isEqualTo("{\"model\":\"m\",\"prompt\":\"One two three fours\",\"max_tokens\":1,\"temperature\":0,"
                        + "\"echo\":true,\"logprobs\":1}");
    }

    @Test
    void a_token_that_reaches_past_the_prompt_is_counted() {
        assertThat(scorer.score(Prompt.text("One tw"), "o three").tokens())
                .extracting(TokenLogProbability::token)
                .containsExactly(" two", " three");
    }

    @Test
    void characters_outside_the_basic_plane_count_once() {
        assertThat(scorer.score(Prompt.text("😀 😀😀"), " 😀b c").tokens())
                .extracting(TokenLogProbability::token)
                .containsExactly(" 😀b", " c");
    }

    @Test
    void many_continuations_keep_their_order() {
        var many = IntStream.range(1, 20)
                .mapToObj(i -> new Continuation(Prompt.text("a b"), " " + "c".repeat(i)))
                .toList();
        assertThat(scorer.scoreAll(many))
                .extracting(Score::logProbability)
                .containsExactlyElementsOf(
                        IntStream.range(1, 20).mapToObj(i -> -1.0 - i).toList());
    }

    @Test
    void an_empty_continuation_has_no_tokens_and_costs_no_request() {
        assertThat(scorer.score(Prompt.text("a"), "").tokens()).isEmpty();
        assertThat(endpoint.asked()).isEmpty();
    }

    @Test
    void a_chat_is_refused_since_the_template_is_not_known() {
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> scorer.score(Prompt.ask("a"), "b"))
                .withMessageContaining("ASSAY-2036")
                .withMessageContaining("render the chat to text");
    }

    @Test
    void a_continuation_of_nothing_lacks_its_first_number_and_is_refused() {
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> scorer.score(Prompt.text(""), "One two"))
                .withMessageContaining("give a prompt before it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tokens\":[\"a\",\" b\",\" x\"],\"token_logprobs\":[null,-1,-1],\"text_offset\":[0,1]}",
                "{\"tokens\":[\"a\",\" b\",\" x\"],\"token_logprobs\":[null,-1,-1],\"text_offset\":[0,3,1]}",
                "{\"tokens\":[\"a\"],\"token_logprobs\":[null],\"text_offset\":[0]}",
                "{\"tokens\":[\"a\",\" b\"],\"token_logprobs\":[null]}",
                "{\"tokens\":[\"a\",\" b\"],\"token_logprobs\":[null,\"x\"]}",
                "{\"tokens\":[\"a\",\" b\"],\"token_logprobs\":[null,2.5]}",
                "{\"tokens\":[\"a\",7],\"token_logprobs\":[null,-1]}",
                "{\"tokens\":[\"q\",\"r\",\"s\",\"t\"],\"token_logprobs\":[null,-1,-1,-1]}",
                "{}",
                "null"
            })
    void an_echo_that_does_not_fit_the_text_is_told(String logprobs) {
        endpoint.on(TEXT, FakeEndpoint.json(200, "{\"choices\":[{\"text\":\"\",\"logprobs\":" + logprobs + "}]}"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> scorer.score(Prompt.text("a"), " b"))
                .withMessageContaining("ASSAY-4032");
    }

    @Test
    void a_beginning_token_is_passed_over_whether_the_server_counts_its_characters_or_not() throws Malformed {
        var tokens = List.of("<s>", "a", " b", " x");
        assertThat(EchoedTokens.ends(tokens, Optional.of(new int[] {0, 3, 4, 6}), "a b"))
                .containsExactly(0, 1, 3, 5);
        assertThat(EchoedTokens.ends(tokens, Optional.of(new int[] {0, 0, 1, 3}), "a b"))
                .containsExactly(0, 1, 3, 5);
        assertThat(EchoedTokens.ends(tokens, Optional.empty(), "a b")).containsExactly(0, 1, 3, 5);
    }

    @Test
    void a_text_that_begins_with_a_bracket_is_no_beginning_token() throws Malformed {
        assertThat(EchoedTokens.ends(List.of("<s>", "a", "b"), Optional.empty(), "<s>a"))
                .containsExactly(3, 4, 5);
    }
}
