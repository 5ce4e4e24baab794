package dev.assay.model.remote;

import static dev.assay.model.remote.FakeEndpoint.chat;
import static dev.assay.model.remote.FakeEndpoint.deltaJson;
import static dev.assay.model.remote.FakeEndpoint.events;
import static dev.assay.model.remote.FakeEndpoint.json;
import static dev.assay.model.remote.FakeEndpoint.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.base.AssayException;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.LanguageModel;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteModelTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TEXT = "/v1/completions";
    private final FakeEndpoint endpoint = new FakeEndpoint();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private RemoteModel model() {
        return model(RemoteOptions.standard());
    }

    private RemoteModel model(RemoteOptions options) {
        return new RemoteModel(Endpoint.parse(endpoint.spec()), ApiKey.none(), options, new FakePace());
    }

    @Test
    void a_chat_is_sent_as_messages_with_no_field_that_was_not_set() {
        endpoint.on(CHAT, chat("Hello."));
        try (var model = model()) {
            var prompt = new Prompt.Chat(List.of(Message.system("Be brief."), Message.user("Hi?")));
            Answer answer = model.generate(prompt, Sampling.greedy());
            assertThat(answer.text()).isEqualTo("Hello.");
            assertThat(answer.finish()).isEqualTo(FinishReason.STOP);
            assertThat(answer.usage().promptTokens()).isEqualTo(5);
            assertThat(answer.usage().answerTokens()).isEqualTo(2);
        }
        var asked = endpoint.asked().getFirst();
        assertThat(asked.body())
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hi?\"}],\"max_tokens\":256,\"temperature\":0.0}");
        assertThat(asked.headers()).doesNotContainKey("Authorization");
    }

    @Test
    void every_setting_that_is_set_is_sent_under_its_name() {
        endpoint.on(TEXT, json(200, "{\"choices\":[{\"text\":\" b\",\"finish_reason\":\"length\"}]}"));
        var sampling = Sampling.standard()
                .withTemperature(0.7)
                .withTopK(40)
                .withTopP(0.9)
                .withMinP(0.05)
                .withPenalties(1.1, 0.5, -0.5)
                .withLogitBias(Map.of(12, -100.0, 3, 5.0))
                .withStop("\n", "END")
                .withMaxTokens(7)
                .withSeed(1L << 40);
        try (var model = model()) {
            Answer answer = model.generate(Prompt.text("a"), sampling);
            assertThat(answer.text()).isEqualTo(" b");
            assertThat(answer.finish()).isEqualTo(FinishReason.LENGTH);
            assertThat(answer.usage().totalTokens()).isZero();
        }
        assertThat(endpoint.asked().getFirst().body())
                .isEqualTo("{\"model\":\"m\",\"prompt\":\"a\",\"max_tokens\":7,\"temperature\":0.7,\"top_p\":0.9,"
                        + "\"presence_penalty\":0.5,\"frequency_penalty\":-0.5,\"min_p\":0.05,"
                        + "\"repetition_penalty\":1.1,\"top_k\":40,\"logit_bias\":{\"3\":5.0,\"12\":-100.0},"
                        + "\"stop\":[\"\\n\",\"END\"],\"seed\":1099511627776}");
    }

    @Test
    void log_probabilities_are_read_in_the_shape_of_chats() {
        endpoint.on(CHAT, json(200, """
                        {"choices":[{"message":{"content":"€"},"finish_reason":"stop","stop_reason":"END","logprobs":
                        {"content":[{"token":"\\ufffd","logprob":-0.5,"bytes":[226,130],"top_logprobs":[
                        {"token":"a","logprob":-2.0,"bytes":null},{"token":"\\ufffd","logprob":-0.5,"bytes":[226,130]}]}]}}]}
                        """));
        try (var model = model()) {
            Answer answer = model.generate(Prompt.ask("?"), Sampling.greedy().withTopLogprobs(2));
            assertThat(answer.finish()).isEqualTo(FinishReason.STOP_STRING);
            var token = answer.tokens().getFirst();
            assertThat(token.bytes()).contains(TokenBytes.of(new byte[] {(byte) 226, (byte) 130}));
            assertThat(token.logProbability()).isEqualTo(-0.5);
            assertThat(token.top()).extracting(a -> a.logProbability()).containsExactly(-0.5, -2.0);
        }
        assertThat(endpoint.asked().getFirst().body()).contains("\"logprobs\":true,\"top_logprobs\":2");
    }

    @Test
    void log_probabilities_are_read_in_the_shape_of_completions() {
        endpoint.on(TEXT, json(200, """
                        {"choices":[{"text":" b c","finish_reason":"stop","logprobs":{"tokens":[" b"," c"],
                        "token_logprobs":[-0.1,-0.2],"top_logprobs":[{" x":-3,"  b":-0.1},null],"text_offset":[1,3]}}]}
                        """));
        try (var model = model()) {
            Answer answer = model.generate(Prompt.text("a"), Sampling.greedy().withTopLogprobs(2));
            assertThat(answer.tokens()).extracting(t -> t.token()).containsExactly(" b", " c");
            assertThat(answer.tokens().getFirst().top())
                    .extracting(a -> a.token())
                    .containsExactly("  b", " x");
            assertThat(answer.tokens().getLast().top()).isEmpty();
        }
    }

    @Test
    void log_probabilities_that_were_asked_for_and_did_not_come_are_a_problem() {
        endpoint.on(CHAT, chat("Hello."));
        try (var model = model()) {
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() ->
                            model.generate(Prompt.ask("?"), Sampling.greedy().withTopLogprobs(2)))
                    .withMessageContaining("ASSAY-2036");
        }
    }

    @Test
    void a_stream_is_told_piece_by_piece_and_its_pieces_join_to_the_answer() {
        endpoint.on(
                CHAT,
                events(
                        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                        deltaJson("Hel"),
                        deltaJson("lo"),
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}],\"usage\":null}",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}",
                        "[DONE]"));
        var pieces = new ArrayList<String>();
        try (var model = model()) {
            Answer answer = model.generate(Prompt.ask("Hi"), Sampling.greedy(), pieces::add);
            assertThat(pieces).containsExactly("Hel", "lo");
            assertThat(answer.text()).isEqualTo("Hello");
            assertThat(answer.finish()).isEqualTo(FinishReason.LENGTH);
            assertThat(answer.usage().totalTokens()).isEqualTo(5);
        }
        assertThat(endpoint.asked().getFirst().body())
                .endsWith("\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void a_stream_cut_between_all_bytes_gives_the_same_answer() {
        String text = "data: " + deltaJson("naïve 😀") + "\r\n\r\n: ping\r\ndata:" + deltaJson(" €") + "\r\n\r\n"
                + "data: {\"choices\":[{\"text\":\"!\",\ndata: \"finish_reason\":\"stop\"}]}\r\n\r\ndata: [DONE]";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[][] pieces = IntStream.range(0, bytes.length)
                .mapToObj(i -> Arrays.copyOfRange(bytes, i, i + 1))
                .toArray(byte[][]::new);
        endpoint.on(TEXT, stream(pieces));
        try (var model = model()) {
            Answer answer = model.generate(Prompt.text("x"), Sampling.greedy(), piece -> {});
            assertThat(answer.text()).isEqualTo("naïve 😀 €!");
        }
    }

    @Test
    void half_a_character_waits_for_its_other_half() {
        endpoint.on(
                CHAT,
                events(
                        "{\"choices\":[{\"delta\":{\"content\":\"a\\ud83d\"}}]}",
                        "{\"choices\":[{\"delta\":{\"content\":\"\\ude00b\"}}]}",
                        "[DONE]"));
        var pieces = new ArrayList<String>();
        try (var model = model()) {
            model.generate(Prompt.ask("Hi"), Sampling.greedy(), pieces::add);
        }
        assertThat(pieces).containsExactly("a", "😀b");
    }

    @Test
    void a_listener_that_throws_stops_the_answer_and_is_heard() {
        endpoint.on(CHAT, events(deltaJson("a"), deltaJson("b"), "[DONE]"));
        try (var model = model()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> model.generate(Prompt.ask("Hi"), Sampling.greedy(), piece -> {
                        throw new IllegalStateException("enough");
                    }))
                    .withMessage("enough");
        }
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void an_endpoint_that_wants_the_newer_length_field_gets_it_from_then_on() {
        endpoint.first(json(
                400,
                "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.\"}}"));
        endpoint.on(CHAT, chat("ok"));
        try (var model = model()) {
            assertThat(model.generate(Prompt.ask("1"), Sampling.greedy()).text())
                    .isEqualTo("ok");
            model.generate(Prompt.ask("2"), Sampling.greedy());
        }
        assertThat(endpoint.asked()).hasSize(3);
        assertThat(endpoint.asked().subList(1, 3))
                .allSatisfy(asked -> assertThat(asked.body())
                        .contains("max_completion_tokens")
                        .doesNotContain("max_tokens\""));
    }

    @Test
    void many_prompts_are_asked_in_parallel_up_to_the_bound_and_come_back_in_order() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(3);
        endpoint.on(CHAT, (exchange, body) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            try {
                assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            String number = body.replaceAll("(?s).*\"content\":\"(\\d+)\".*", "$1");
            now.decrementAndGet();
            chat(number).answer(exchange, body);
        });
        var told = new ArrayList<Integer>();
        var prompts = IntStream.range(0, 30).mapToObj(i -> Prompt.ask("" + i)).toList();
        try (LanguageModel model = model(RemoteOptions.standard().withParallelism(3))) {
            var answers = model.generateAll(prompts, Sampling.greedy(), (index, answer) -> told.add(index));
            assertThat(answers)
                    .extracting(Answer::text)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(i -> "" + i).toList());
        }
        assertThat(most).hasValue(3);
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 30).boxed().toList());
    }

    @Test
    void the_first_failure_of_many_prompts_begins_nothing_more() {
        endpoint.on(CHAT, json(401, "{\"error\":{\"message\":\"no\"}}"));
        var prompts = IntStream.range(0, 500).mapToObj(i -> Prompt.ask("" + i)).toList();
        try (var model = model(RemoteOptions.standard().withParallelism(2))) {
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> model.generateAll(prompts, Sampling.greedy(), (index, answer) -> {}))
                    .withMessageContaining("ASSAY-2033");
        }
        assertThat(endpoint.asked().size()).isLessThan(10);
    }

    @Test
    void no_prompts_have_no_answers() {
        try (var model = model()) {
            assertThat(model.generateAll(List.of(), Sampling.greedy(), (index, answer) -> {}))
                    .isEmpty();
        }
        assertThat(endpoint.asked()).isEmpty();
    }

    @Test
    void a_prefilled_chat_is_sent_as_the_options_say_or_refused_where_nothing_is_proved() {
        endpoint.on(CHAT, chat("is"));
        var chat = new Prompt.Chat(List.of(Message.user("?"), Message.assistant("Par")));
        try (var model = model(RemoteOptions.standard().withPrefill(Prefill.PLAIN))) {
            model.generate(chat, Sampling.greedy());
        }
        try (var model = model(RemoteOptions.standard().withPrefill(Prefill.FLAGS))) {
            model.generate(chat, Sampling.greedy());
        }
        assertThat(endpoint.asked().getFirst().body()).doesNotContain("continue_final_message");
        assertThat(endpoint.asked().getLast().body())
                .contains("\"continue_final_message\":true,\"add_generation_prompt\":false");
        endpoint.on(CHAT, chat("Paris."));
        try (var model = model()) {
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> model.generate(chat, Sampling.greedy()))
                    .withMessageContaining("ASSAY-2036")
                    .withMessageContaining("\"Par\" was continued by \"Paris.\"");
        }
    }

    @Test
    void a_closed_model_says_so_and_may_be_closed_again() {
        var model = model();
        model.close();
        model.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> model.generate(Prompt.ask("?"), Sampling.greedy()))
                .withMessageContaining("was closed");
        assertThat(endpoint.asked()).isEmpty();
    }

    @Test
    void the_context_is_what_the_list_of_models_says() {
        try (var model = model()) {
            assertThat(model.contextTokens()).isEmpty();
            endpoint.on(
                    "/v1/models",
                    json(200, "{\"data\":[{\"id\":\"n\",\"max_model_len\":1},{\"id\":\"m\",\"max_model_len\":4096}]}"));
            assertThat(model.contextTokens()).hasValue(4096);
            assertThat(model.contextTokens()).hasValue(4096);
        }
        assertThat(endpoint.asked()).hasSize(2);
    }
}
