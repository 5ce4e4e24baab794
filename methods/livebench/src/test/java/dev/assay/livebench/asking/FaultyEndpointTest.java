package dev.assay.livebench.asking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.livebench.question.Question;
import dev.assay.model.Sampling;
import dev.assay.model.remote.RemoteModel;
import dev.assay.model.remote.RemoteOptions;
import dev.assay.model.remote.Retry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks an endpoint that fails in every way that endpoints do.
@Timeout(60)
class FaultyEndpointTest {
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    Path folder;

    private final HttpServer server = started();

    private static HttpServer started() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String asked = Json.tree(body).at("/messages/0/content").asText();
        int attempt =
                attempts.computeIfAbsent(asked, each -> new AtomicInteger()).incrementAndGet();
        switch (asked) {
            case "busy" -> {
                if (attempt == 1) {
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    send(exchange, 429, "{\"error\":{\"message\":\"later\"}}");
                } else {
                    send(exchange, 200, right(asked));
                }
            }
            case "broken" -> send(exchange, 500, "{\"error\":{\"message\":\"broken\"}}");
            case "garbled" -> send(exchange, 200, "{\"choices\":[{");
            case "cut" -> {
                exchange.sendResponseHeaders(200, 10_000);
                exchange.getResponseBody().write(right(asked).getBytes(StandardCharsets.UTF_8));
                exchange.close();
            }
            case "hang" -> waitUntilOver(exchange);
            default -> send(exchange, 200, right(asked));
        }
    }

    private void waitUntilOver(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static String right(String asked) {
        return Json.line(Map.of(
                "id",
                "a",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                "m",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "message",
                        Map.of("role", "assistant", "content", "You said " + asked),
                        "finish_reason",
                        "stop")),
                "usage",
                Map.of("prompt_tokens", 3, "completion_tokens", 4, "total_tokens", 7)));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Question question(String text) {
        return new Question(
                "q-" + text,
                "any",
                "any",
                Optional.empty(),
                List.of(text),
                Optional.empty(),
                Optional.empty(),
                (ObjectNode) Json.tree("{}"));
    }

    @Test
    void each_fault_is_filed_as_one_and_the_others_are_answered() {
        RemoteOptions options = RemoteOptions.standard()
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                .withRetry(new Retry(
                        2,
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20)));
        AskingPlan plan = new AskingPlan(
                "m", Sampling.greedy().withMaxTokens(9), Optional.empty(), 8, 0, false, Optional.empty());
        Path file = folder.resolve("answers.jsonl");
        List<Question> questions = List.of("hello", "busy", "broken", "garbled", "cut", "hang").stream()
                .map(FaultyEndpointTest::question)
                .toList();
        try (RemoteModel model = RemoteModel.open(
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#m", options);
                AnswerFile answers = AnswerFile.open(file)) {
            assertThat(new Asking(model, plan).run(questions, answers, () -> false, () -> {}))
                    .isEqualTo(new Asking.Tally(6, 4, 0));
        }
        List<JsonNode> rows =
                JsonLines.readAll(file).stream().map(JsonLines.Line::node).toList();
        assertThat(rows)
                .extracting(row -> row.path("question_id").asText() + " "
                        + row.path("eval_status").asText("answered"))
                .containsExactly(
                        "q-broken api_error",
                        "q-busy answered",
                        "q-cut api_error",
                        "q-garbled api_error",
                        "q-hang api_error",
                        "q-hello answered");
        assertThat(rows)
                .filteredOn(row -> row.has("error_msg"))
                .allMatch(row -> row.path("error_msg").asText().contains("ASSAY-"));
        assertThat(rows.get(1).at("/choices/0/turns/0").asText()).isEqualTo("You said busy");
        assertThat(rows.get(1).path("total_output_tokens").asInt()).isEqualTo(4);
    }
}
