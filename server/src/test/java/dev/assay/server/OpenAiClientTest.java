package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official Java client against every route.
class OpenAiClientTest {
    private static final String QUESTION = "What is a violinist?";

    private static TinyServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void begin() {
        server = TinyServer.start();
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url("/v1"))
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("tiny")
                .addUserMessage(QUESTION)
                .temperature(0.0)
                .maxCompletionTokens(24);
    }

    private static String expected() {
        return server.model
                .generate(Prompt.ask(QUESTION), Sampling.greedy().withMaxTokens(24))
                .text();
    }

    @Test
    void models_are_listed_and_found() {
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .containsExactly("tiny");
        assertThat(client.models().retrieve("tiny").ownedBy()).isEqualTo("assay");
        assertThatThrownBy(() -> client.models().retrieve("other")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_chat_is_answered_as_the_model_answers() {
        ChatCompletion answer = client.chat().completions().create(chat().build());
        assertThat(answer.choices()).hasSize(1);
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertThat(choice.message().content()).hasValue(expected());
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
        assertThat(answer.id()).startsWith("chatcmpl-");
    }

    @Test
    void a_stream_adds_up_to_the_answer_and_ends_with_the_counts() {
        ChatCompletionCreateParams params = chat().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().peek(sum::accumulate).forEach(chunks::add);
        }
        assertThat(sum.chatCompletion().choices().getFirst().message().content())
                .hasValue(expected());
        assertThat(chunks.getFirst().choices().getFirst().delta().role())
                .hasValue(ChatCompletionChunk.Choice.Delta.Role.ASSISTANT);
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isPositive();
        assertThat(chunks)
                .extracting(ChatCompletionChunk::id)
                .containsOnly(chunks.getFirst().id());
    }

    @Test
    void log_probabilities_come_with_the_likeliest() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat().logprobs(true).topLogprobs(3).build());
        var tokens =
                answer.choices().getFirst().logprobs().orElseThrow().content().orElseThrow();
        assertThat(tokens).isNotEmpty().allSatisfy(token -> {
            assertThat(token.topLogprobs()).hasSize(3);
            // Greedy: the chosen is the likeliest.
            assertThat(token.topLogprobs().getFirst().logprob()).isCloseTo(token.logprob(), within(1e-9));
        });
    }

    @Test
    void several_choices_are_drawn_each_by_itself_and_again_the_same() {
        ChatCompletionCreateParams params = chat().temperature(1.0)
                .putAdditionalBodyProperty("seed", JsonValue.from(5))
                .n(3)
                .build();
        List<String> first = contents(client.chat().completions().create(params));
        assertThat(first).hasSize(3).doesNotHaveDuplicates();
        assertThat(contents(client.chat().completions().create(params))).isEqualTo(first);
    }

    private static List<String> contents(ChatCompletion answer) {
        return answer.choices().stream()
                .map(choice -> choice.message().content().orElseThrow())
                .toList();
    }

    @Test
    void a_text_is_continued_and_given_back_if_asked() {
        CompletionCreateParams params = CompletionCreateParams.builder()
                .model("tiny")
                .prompt("A hammer is")
                .temperature(0.0)
                .maxTokens(8)
                .logprobs(1)
                .echo(true)
                .build();
        Completion answer = client.completions().create(params);
        assertThat(answer.choices().getFirst().text()).startsWith("A hammer is a kind of");
        var logprobs = answer.choices().getFirst().logprobs().orElseThrow();
        assertThat(String.join("", logprobs.tokens().orElseThrow()))
                .isEqualTo(answer.choices().getFirst().text());
    }

    @Test
    void texts_become_vectors() {
        EmbeddingCreateParams params = EmbeddingCreateParams.builder()
                .model("tiny")
                .inputOfArrayOfStrings(List.of("a dog", "a cat"))
                .build();
        CreateEmbeddingResponse answer = client.embeddings().create(params);
        assertThat(answer.data()).hasSize(2);
        assertThat(answer.data().getFirst().embedding()).hasSize(256);
        assertThat(answer.usage().promptTokens()).isPositive();
    }

    @Test
    void refusals_carry_their_field_and_code() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().model("gpt-99").build()))
                .isInstanceOfSatisfying(NotFoundException.class, e -> {
                    assertThat(e.code()).hasValue("model_not_found");
                    assertThat(e.param()).hasValue("model");
                });
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().temperature(9.0).build()))
                .isInstanceOfSatisfying(BadRequestException.class, e -> {
                    assertThat(e.code()).hasValue("value_out_of_range");
                    assertThat(e.param()).hasValue("temperature");
                    assertThat(e.type()).hasValue("invalid_request_error");
                });
    }
}
