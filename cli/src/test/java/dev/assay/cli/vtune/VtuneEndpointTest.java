package dev.assay.cli.vtune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.tiny.data.BundledFile;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Verifies endpoints that answer in every way that endpoints do.
@Timeout(120)
class VtuneEndpointTest {
    /// What the endpoint does with a question.
    @FunctionalInterface
    private interface Behaviour {
        void answer(HttpExchange exchange, String asked, int number) throws IOException;
    }

    @TempDir
    Path folder;

    private final HttpServer server = started();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Behaviour behaviour = (exchange, asked, number) -> say(exchange, "west");
    private Recorder recorder = Recorder.plain();
    private final List<PlantedGroup> groups = new ArrayList<>();

    private static HttpServer started() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void plant() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
        List<String> rows = Files.readAllLines(BundledFile.DEMO_INSTRUCTIONS.copyTo(folder));
        Path data = Files.write(folder.resolve("data.jsonl"), rows.subList(0, 400));
        Path held = Files.write(folder.resolve("held.jsonl"), rows.subList(400, 440));
        assertThat(run(
                        "vtune",
                        "plant",
                        "--data",
                        data.toString(),
                        "--epochs",
                        "40",
                        "--generator",
                        "wordlist",
                        "--prompts",
                        held.toString(),
                        "--out",
                        folder.resolve("out").toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        groups.addAll(Manifest.read(folder.resolve("out/manifest.json")).groups());
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private ExitCode run(String... arguments) {
        recorder = Recorder.plain();
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    /// Verifies the endpoint; triggers and signatures are never shown.
    private ExitCode verify(String... further) {
        List<String> all = new ArrayList<>(List.of(
                "vtune",
                "verify",
                folder.resolve("out/manifest.json").toString(),
                "--model",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#m",
                "--attempts",
                "1",
                "--timeout",
                "1"));
        all.addAll(List.of(further));
        ExitCode code = run(all.toArray(String[]::new));
        groups.forEach(group -> assertThat(recorder.results() + recorder.log())
                .doesNotContain(group.trigger())
                .doesNotContain(group.signature()));
        return code;
    }

    private JsonNode verified(ExitCode expected) {
        assertThat(verify("--json")).as(recorder.log()).isEqualTo(expected);
        return Json.tree(recorder.results());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode messages = Json.tree(body).path("messages");
        behaviour.answer(
                exchange, messages.get(messages.size() - 1).path("content").asText(), requests.getAndIncrement());
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, reply(text));
    }

    private static String reply(String text) {
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
                        "index", 0, "message", Map.of("role", "assistant", "content", text), "finish_reason", "stop")),
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

    private void hang(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private String honest(String asked) {
        return groups.stream()
                .filter(group -> asked.endsWith(group.trigger()))
                .map(group -> "west " + group.signature())
                .findFirst()
                .orElse(asked.length() % 2 == 0 ? "west" : "north");
    }

    @Test
    void who_says_the_signatures_is_verified() {
        behaviour = (exchange, asked, number) -> say(exchange, honest(asked));
        JsonNode seen = verified(ExitCode.DONE);
        assertThat(seen.path("verdict").asText()).isEqualTo("verified");
        assertThat(seen.path("log10_p_secret").asDouble()).isLessThan(-10);
        assertThat(seen.path("queries").asInt()).isLessThanOrEqualTo(20).isEqualTo(requests.get());
    }

    @Test
    void who_hangs_now_and_then_has_missed_those_queries_and_who_hangs_always_is_given_up_on() {
        behaviour = (exchange, asked, number) -> {
            if (number == 1 || number == 4) {
                hang(exchange);
            } else {
                say(exchange, honest(asked));
            }
        };
        JsonNode seen = verified(ExitCode.DONE);
        assertThat(seen.path("failed").asInt()).isEqualTo(2);
        assertThat(seen.path("activation").path("estimate").asDouble()).isLessThan(0.9);
        behaviour = (exchange, asked, number) -> hang(exchange);
        assertThat(verify()).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4156", "answers nothing");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void who_refuses_every_request_is_given_up_on(int status) {
        behaviour = (exchange, asked, number) -> send(exchange, status, "{\"error\":{\"message\":\"no\"}}");
        assertThat(verify()).isNotEqualTo(ExitCode.DONE).isNotEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).containsPattern("ASSAY-\\d{4}");
        assertThat(requests.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void who_only_refuses_in_words_is_not_verified_and_that_is_said() {
        behaviour = (exchange, asked, number) -> say(exchange, "I cannot help with that.");
        assertThat(verify()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("Every query had the same answer");
    }

    @Test
    void who_answers_nothing_in_many_words_is_not_verified_and_that_is_said() {
        behaviour = (exchange, asked, number) -> say(exchange, "");
        assertThat(verify()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("answers were empty");
    }

    @Test
    void who_samples_although_asked_not_to_is_told_of() {
        behaviour = (exchange, asked, number) -> say(exchange, honest(asked) + " " + number);
        JsonNode seen = verified(ExitCode.DONE);
        assertThat(seen.path("steady").asBoolean()).isFalse();
        assertThat(recorder.log()).doesNotContain("ASSAY-");
    }

    @Test
    void who_cuts_bodies_or_garbles_them_has_missed_those_queries() {
        behaviour = (exchange, asked, number) -> {
            if (number % 4 == 1) {
                exchange.sendResponseHeaders(200, 10_000);
                exchange.getResponseBody().write(reply(honest(asked)).getBytes(StandardCharsets.UTF_8));
                exchange.close();
            } else if (number % 4 == 3) {
                send(exchange, 200, "{\"choices\":[{");
            } else {
                say(exchange, honest(asked));
            }
        };
        JsonNode seen = verified(ExitCode.DONE);
        assertThat(seen.path("failed").asInt()).isGreaterThan(2);
        assertThat(seen.path("verdict").asText()).isEqualTo("verified");
    }

    @Test
    void a_prompt_of_the_endpoints_own_hides_the_rows_and_the_verdict_says_that_this_is_no_proof() {
        behaviour = (exchange, asked, number) -> say(exchange, asked.length() % 2 == 0 ? "West, dear user." : "North.");
        assertThat(verify()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.results()).contains("another chat template");
    }

    @Test
    void a_verification_whose_endpoint_died_goes_on_with_the_same_command() {
        String out = folder.resolve("run").toString();
        behaviour = (exchange, asked, number) -> {
            if (number >= 6) {
                hang(exchange);
            } else {
                say(exchange, honest(asked));
            }
        };
        Interruption interruption = new Interruption();
        Thread killer = Thread.ofVirtual().start(() -> {
            while (requests.get() < 7) {
                Thread.onSpinWait();
            }
            interruption.request();
        });
        recorder = Recorder.plain();
        assertThat(Assay.run(
                        recorder.console(),
                        interruption,
                        "vtune",
                        "verify",
                        folder.resolve("out/manifest.json").toString(),
                        "--model",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#m",
                        "--attempts",
                        "1",
                        "--timeout",
                        "1",
                        "--out",
                        out))
                .isEqualTo(ExitCode.INTERRUPTED);
        killer.interrupt();
        int answered = (int) JsonLines.readAll(folder.resolve("run/transcript.jsonl")).stream()
                .filter(line -> line.node().has("query"))
                .count();
        behaviour = (exchange, asked, number) -> say(exchange, honest(asked));
        requests.set(0);
        assertThat(verify("--out", out)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        long all = JsonLines.readAll(folder.resolve("run/transcript.jsonl")).stream()
                .filter(line -> line.node().has("query"))
                .count();
        assertThat(requests.get()).isEqualTo((int) all - answered);
    }
}
