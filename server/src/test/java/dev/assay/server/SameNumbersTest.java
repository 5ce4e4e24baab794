package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.model.Answer;
import dev.assay.model.Capabilities;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenScorer;
import dev.assay.model.remote.RemoteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A request gets the same numbers, however and beside whatever it is answered.
class SameNumbersTest {
    private static TinyServer server;

    @BeforeAll
    static void begin() {
        server = TinyServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static String body(Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("model", "tiny", "temperature", 0, "max_tokens", 32));
        fields.putAll(more);
        return Json.line(fields);
    }

    private static JsonNode complete(Map<String, Object> more) {
        return Wire.json(Wire.post(server.url("/v1/completions"), body(more)));
    }

    private static JsonNode choice(JsonNode answer) {
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("choices").path(0);
    }

    @Test
    void eight_at_once_get_what_each_gets_alone() throws Exception {
        List<Map<String, Object>> asked = IntStream.range(0, 8)
                .mapToObj(i -> Map.<String, Object>of(
                        "prompt", "A " + "very ".repeat(5 * i) + "small dog is", "logprobs", 3, "max_tokens", 20 + i))
                .toList();
        List<JsonNode> alone = asked.stream().map(SameNumbersTest::complete).toList();
        List<JsonNode> together = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<JsonNode>> calls = asked.stream()
                    .<Callable<JsonNode>>map(each -> () -> complete(each))
                    .toList();
            for (var answer : threads.invokeAll(calls)) {
                together.add(answer.get());
            }
        }
        for (int i = 0; i < 8; i++) {
            JsonNode one = choice(alone.get(i));
            JsonNode among = choice(together.get(i));
            assertThat(among.path("text")).isEqualTo(one.path("text"));
            assertThat(among.at("/logprobs/tokens")).isEqualTo(one.at("/logprobs/tokens"));
            assertThat(numbers(among.at("/logprobs/token_logprobs")))
                    .containsExactly(numbers(one.at("/logprobs/token_logprobs")), within(1e-4));
        }
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    /// Tokens of single bytes are made likely, so that characters come in pieces and stop strings
    /// straddle them.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void a_stream_is_the_answer_in_pieces(int seed) {
        Map<String, Object> asked = Map.of(
                "prompt",
                "naïve Ωmega 漢字 déjà vu:",
                "temperature",
                2,
                "seed",
                seed,
                "max_tokens",
                120,
                "stop",
                List.of("zz", "e the", "\u00e9x"),
                "logit_bias",
                Map.of("4093", -100, "4095", -100, "128", 9, "162", 9, "106", 9));
        JsonNode whole = choice(complete(asked));
        Map<String, Object> streamed = new LinkedHashMap<>(asked);
        streamed.put("stream", true);
        StringBuilder text = new StringBuilder();
        String finish = "";
        for (JsonNode event : Wire.events(Wire.post(server.url("/v1/completions"), body(streamed)))) {
            text.append(choice(event).path("text").asText());
            finish = choice(event).path("finish_reason").asText();
        }
        assertThat(text).hasToString(whole.path("text").asText());
        assertThat(finish).isEqualTo(whole.path("finish_reason").asText());
        assertThat(whole.path("text").asText()).doesNotContain("zz", "e the", "\u00e9x");
    }

    @Test
    void a_remote_model_at_this_server_is_the_local_one() {
        try (LanguageModel remote = RemoteModel.open(server.url("/v1") + "#tiny")) {
            Sampling sampling = Sampling.greedy().withMaxTokens(24).withTopLogprobs(2);
            Prompt prompt = Prompt.ask("What kind of thing is a trout (a freshwater fish)?");
            Answer local = server.model.generate(prompt, sampling);
            Answer answer = remote.generate(prompt, sampling);
            assertThat(answer.text()).isEqualTo(local.text());
            assertThat(answer.finish()).isEqualTo(local.finish());
            assertThat(answer.tokens()).hasSameSizeAs(local.tokens());
            for (int i = 0; i < local.tokens().size(); i++) {
                assertThat(answer.tokens().get(i).logProbability())
                        .isCloseTo(local.tokens().get(i).logProbability(), within(1e-4));
            }
            TokenScorer scorer = Capabilities.require(remote, TokenScorer.class, "scoring");
            double expected = server.model
                    .capability(TokenScorer.class)
                    .orElseThrow()
                    .score(Prompt.text("A hammer is"), " a kind of tool")
                    .logProbability();
            assertThat(scorer.score(Prompt.text("A hammer is"), " a kind of tool")
                            .logProbability())
                    .isCloseTo(expected, within(1e-3));
        }
    }

    @Test
    void an_assistants_turn_that_was_begun_is_written_on() {
        String whole = server.model
                .generate(Prompt.ask("What is a violinist?"), Sampling.greedy().withMaxTokens(24))
                .text();
        String begun = whole.substring(0, whole.indexOf(' ', 3));
        JsonNode answer = Wire.json(Wire.post(
                server.url("/v1/chat/completions"),
                body(Map.of(
                        "messages",
                        List.of(
                                Map.of("role", "user", "content", "What is a violinist?"),
                                Map.of("role", "assistant", "content", begun))))));
        assertThat(begun + choice(answer).at("/message/content").asText()).isEqualTo(whole);
    }

    @Test
    void what_steers_acts_where_the_answer_begins_and_nowhere_else() {
        JsonNode plain = choice(complete(Map.of("prompt", "A hammer is")));
        assertThat(plain.has("assay")).isFalse();
        JsonNode forced = choice(complete(
                Map.of("prompt", "A hammer is", "assay", Map.of("first_token", " the", "hidden_state", true))));
        assertThat(forced.path("text").asText()).startsWith(" the");
        assertThat(forced.at("/assay/hidden_state")).hasSize(256);
        JsonNode pushed = choice(complete(Map.of(
                "prompt",
                "A hammer is",
                "logprobs",
                1,
                "assay",
                Map.of("first_token_logit_bias", Map.of("267", 100)))));
        JsonNode first = Wire.json(Wire.post(server.url("/detokenize"), "{\"tokens\":[267]}"));
        assertThat(pushed.path("text").asText()).startsWith(first.path("prompt").asText());
        // Its log-probability is the model's own, before the push.
        assertThat(pushed.at("/logprobs/token_logprobs/0").asDouble()).isLessThan(-0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void an_answer_that_is_bound_to_a_schema_keeps_to_it(int seed) {
        Map<String, Object> schema = Map.of(
                "type",
                "object",
                "properties",
                Map.of("kind", Map.of("type", "string", "maxLength", 12), "sure", Map.of("type", "boolean")),
                "required",
                List.of("kind", "sure"),
                "additionalProperties",
                false);
        JsonNode answer = choice(complete(Map.of(
                "prompt",
                "A hammer is",
                "temperature",
                1,
                "seed",
                seed,
                "max_tokens",
                100,
                "response_format",
                Map.of("type", "json_schema", "json_schema", Map.of("name", "kind", "schema", schema)))));
        JsonNode bound = Json.tree(answer.path("text").asText());
        assertThat(bound.path("kind").isTextual()).isTrue();
        assertThat(bound.path("sure").isBoolean()).isTrue();
        assertThat(bound).hasSize(2);
        assertThat(answer.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void tokens_go_there_and_back() {
        JsonNode there = Wire.json(Wire.post(server.url("/tokenize"), "{\"prompt\":\"naïve 漢字\",\"model\":\"tiny\"}"));
        assertThat(there.path("count").asInt()).isEqualTo(there.path("tokens").size());
        JsonNode back =
                Wire.json(Wire.post(server.url("/detokenize"), Json.line(Map.of("tokens", there.path("tokens")))));
        assertThat(back.path("prompt").asText()).isEqualTo("naïve 漢字");
    }
}
