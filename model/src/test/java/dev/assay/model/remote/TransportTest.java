package dev.assay.model.remote;

import static dev.assay.model.remote.FakeEndpoint.chat;
import static dev.assay.model.remote.FakeEndpoint.deltaJson;
import static dev.assay.model.remote.FakeEndpoint.events;
import static dev.assay.model.remote.FakeEndpoint.json;
import static dev.assay.model.remote.FakeEndpoint.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String SECRET = "sk-very-secret";
    private final FakeEndpoint endpoint = new FakeEndpoint();
    private final FakePace pace = new FakePace();
    private RemoteOptions options = RemoteOptions.standard();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private String ask() {
        return ask(endpoint.spec());
    }

    private String ask(String spec) {
        var key = ApiKey.from(new KeySource.Usual(), name -> Optional.of(SECRET));
        try (var model = new RemoteModel(Endpoint.parse(spec), key, options, pace)) {
            return model.generate(Prompt.ask("Hi"), Sampling.greedy()).text();
        }
    }

    private Problem problem() {
        return problem(endpoint.spec());
    }

    private Problem problem(String spec) {
        var thrown = catchThrowableOfType(AssayException.class, () -> ask(spec));
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).doesNotContain(SECRET);
        return thrown.problems().getFirst();
    }

    private Problem streamProblem(List<String> heard) {
        try (var model = new RemoteModel(Endpoint.parse(endpoint.spec()), ApiKey.none(), options, pace)) {
            var thrown = catchThrowableOfType(
                    AssayException.class, () -> model.generate(Prompt.ask("Hi"), Sampling.greedy(), heard::add));
            assertThat(thrown).isNotNull();
            return thrown.problems().getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void what_may_pass_is_tried_again_with_growing_waits(int status) {
        endpoint.first(json(status, "{}"), json(status, "{}"), json(status, "")).on(CHAT, chat("at last"));
        assertThat(ask()).isEqualTo("at last");
        assertThat(pace.slept).extracting(Duration::toMillis).containsExactly(500L, 1000L, 2000L);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ASSAY-2034",
        "401, ASSAY-2033",
        "403, ASSAY-2033",
        "404, ASSAY-4030",
        "405, ASSAY-2034",
        "413, ASSAY-2034",
        "422, ASSAY-2034"
    })
    void what_will_not_pass_is_asked_once_and_told_in_the_endpoints_words(int status, String code) {
        endpoint.on(CHAT, json(status, "{\"error\":{\"message\":\"the words " + SECRET + "\\nsecond line\"}}"));
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.what())
                .contains("\"the words [key]\"")
                .contains("" + status)
                .doesNotContain("second line");
        assertThat(problem.where()).isEqualTo("POST http://127.0.0.1:" + endpoint.port() + CHAT + ", model m");
        assertThat(endpoint.asked()).hasSize(1);
        assertThat(endpoint.asked().getFirst().headers().get("Authorization")).containsExactly("Bearer " + SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"the words\"}", "{\"detail\":\"the words\"}",
                        "{\"detail\":[{\"loc\":[],\"msg\":\"the words\"}]}",
                "{\"object\":\"error\",\"message\":\"the words\"}", "the words", "\n\u0007the words\u0000\n<more>"
            })
    void an_endpoints_words_are_found_in_any_shape(String body) {
        endpoint.on(CHAT, json(400, body));
        assertThat(problem().what()).endsWith(": \"the words\"");
    }

    @Test
    void an_endless_error_page_is_cut_short() {
        endpoint.on(CHAT, reply(400, "text/html", "x".repeat(5_000_000)));
        assertThat(problem().what().length()).isLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"no\"}}",
                "{\"message\":\"This model's maximum context length is 64 tokens. However, you requested 99 tokens\"}",
                "{\"error\":{\"message\":\"the request exceeds the available context size, try increasing it\"}}"
            })
    void a_prompt_that_is_too_long_has_a_problem_of_its_own(String body) {
        endpoint.on(CHAT, json(400, body));
        assertThat(problem().code()).isEqualTo("ASSAY-4031");
    }

    @Test
    void retry_after_is_honoured_up_to_its_cap_in_seconds_and_as_a_date() {
        endpoint.first(
                        json(429, "{}", "Retry-After", "7"),
                        json(503, "{}", "Retry-After", "Wed, 21 Oct 2015 07:28:17 GMT"),
                        json(429, "{}", "Retry-After", "86400"))
                .on(CHAT, chat("ok"));
        assertThat(ask()).isEqualTo("ok");
        assertThat(pace.slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    @Test
    void attempts_end_and_say_how_many_there_were() {
        endpoint.on(CHAT, json(503, "{\"error\":{\"message\":\"loading\"}}"));
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo("ASSAY-4036");
        assertThat(problem.what()).isEqualTo("The endpoint failed (503): \"loading\"");
        assertThat(problem.where()).endsWith("\ntried 6 times");
        assertThat(endpoint.asked()).hasSize(6);
    }

    @Test
    void a_wait_that_would_pass_the_deadline_is_not_begun() {
        options = options.withRetry(new Retry(
                10, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(90)));
        endpoint.on(CHAT, json(429, "{}", "Retry-After", "60"));
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo("ASSAY-4036");
        assertThat(problem.where()).contains("tried 2 times").contains("would pass the deadline of 90 s");
        assertThat(pace.slept).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void a_spent_quota_is_not_asked_for_again() {
        endpoint.on(CHAT, json(429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay\"}}"));
        assertThat(problem().code()).isEqualTo("ASSAY-4036");
        assertThat(endpoint.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>Log in</html> | not JSON at line 1",
                "{\"choices\":[]} | list of choices is empty",
                "{\"choices\":null} | has no choices",
                "[] | not an object",
                "7 | not an object",
                "{\"choices\":[{}]} | has no message",
                "{\"choices\":[{\"message\":{\"content\":[1]}}]} | content that is not text",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{}]}}]} | has no text",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":3}]}}]}"
                        + " | log-probability above 0",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1,"
                        + "\"bytes\":[300]}]}}]} | bytes that are not from 0 to 255"
            })
    void a_reply_that_is_not_one_is_told_and_not_tried_again(String body, String said) {
        endpoint.on(CHAT, reply(200, "text/html", body));
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo("ASSAY-4032");
        assertThat(problem.what()).contains(said);
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void an_empty_reply_is_told() {
        endpoint.on(CHAT, reply(200, "application/json", ""));
        assertThat(problem().code()).isEqualTo("ASSAY-4032");
    }

    @Test
    void a_message_without_content_is_an_empty_answer() {
        endpoint.on(
                CHAT,
                json(200, "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"}]}"));
        assertThat(ask()).isEmpty();
    }

    @Test
    void a_response_of_a_hundred_megabytes_is_not_read() {
        options = options.withMaxResponseBytes(1 << 20);
        endpoint.on(CHAT, (exchange, body) -> {
            exchange.sendResponseHeaders(200, 100L << 20);
            var piece = new byte[1 << 16];
            for (int i = 0; i < 1600; i++) {
                exchange.getResponseBody().write(piece);
            }
        });
        Problem problem = problem();
        assertThat(problem.code()).isEqualTo("ASSAY-5030");
        assertThat(problem.what()).contains("1048576 bytes");
    }

    @Test
    void a_silent_endpoint_is_left_after_the_timeout() {
        options = options.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(80));
        options = options.withRetry(
                new Retry(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1)));
        var end = new CountDownLatch(1);
        endpoint.on(CHAT, (exchange, body) -> await(end));
        Problem problem = problem();
        end.countDown();
        assertThat(problem.code()).isEqualTo("ASSAY-4035");
        assertThat(problem.what()).isEqualTo("No whole answer within 0.08 s.");
        assertThat(endpoint.asked()).hasSize(2);
    }

    @Test
    void a_stream_that_drips_for_ever_is_left_after_the_timeout() {
        options = options.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300))
                .withRetry(Retry.none());
        endpoint.on(CHAT, (exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(("data: " + deltaJson("a") + "\n\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
        });
        assertThat(streamProblem(new ArrayList<>()).code()).isEqualTo("ASSAY-4035");
    }

    @Test
    void an_endless_stream_is_left_at_the_bound() {
        options = options.withMaxResponseBytes(100_000);
        endpoint.on(CHAT, (exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            byte[] event = ("data: " + deltaJson("a".repeat(1000)) + "\n\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_000_000; i++) {
                exchange.getResponseBody().write(event);
            }
        });
        var heard = new ArrayList<String>();
        assertThat(streamProblem(heard).code()).isEqualTo("ASSAY-5030");
        assertThat(heard.size()).isLessThan(100);
    }

    @Test
    void a_stream_that_is_none_is_told_with_its_first_words() {
        endpoint.on(CHAT, reply(200, "text/html; charset=x", "<p>Welcome to the proxy"));
        Problem problem = streamProblem(new ArrayList<>());
        assertThat(problem.code()).isEqualTo("ASSAY-4032");
        assertThat(problem.what()).contains("text/html came: \"<p>Welcome to the proxy\"");
    }

    @Test
    void an_error_inside_a_stream_is_tried_again_only_before_the_first_piece() {
        var error = "{\"error\":{\"message\":\"out of memory\"}}";
        endpoint.on(CHAT, events(deltaJson("a"), error));
        var heard = new ArrayList<String>();
        Problem problem = streamProblem(heard);
        assertThat(problem.code()).isEqualTo("ASSAY-4033");
        assertThat(problem.what()).contains("out of memory");
        assertThat(heard).containsExactly("a");
        assertThat(endpoint.asked()).hasSize(1);
        endpoint.on(CHAT, events(error));
        assertThat(streamProblem(heard).where()).endsWith("tried 6 times");
        assertThat(endpoint.asked()).hasSize(7);
    }

    @Test
    void a_stream_that_ends_early_or_holds_nonsense_is_told() {
        endpoint.on(CHAT, events(deltaJson("a")));
        assertThat(streamProblem(new ArrayList<>()).code()).isEqualTo("ASSAY-4033");
        endpoint.on(CHAT, events("{\"choices\":[{\"delta\":"));
        assertThat(streamProblem(new ArrayList<>()).code()).isEqualTo("ASSAY-4032");
        endpoint.on(CHAT, events("[DONE]"));
        assertThat(streamProblem(new ArrayList<>()).what()).contains("without a single choice");
    }

    @Test
    void redirects_are_followed_within_the_server_and_never_to_another() {
        endpoint.first(json(308, "", "Location", "/v2/chat")).on("/v2/chat", chat("moved"));
        assertThat(ask()).isEqualTo("moved");
        assertThat(endpoint.asked().getLast().body())
                .isEqualTo(endpoint.asked().getFirst().body());
        try (var other = new FakeEndpoint()) {
            endpoint.on(CHAT, json(307, "", "Location", "http://127.0.0.1:" + other.port() + "/v1/steal?token=t"));
            Problem problem = problem();
            assertThat(problem.code()).isEqualTo("ASSAY-2035");
            assertThat(problem.what()).contains("127.0.0.1:" + other.port()).doesNotContain("token");
            assertThat(other.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://[", CHAT, "//example.org/x", "ftp://127.0.0.1/x"})
    void a_redirect_that_leads_nowhere_is_told(String location) {
        endpoint.on(CHAT, json(307, "", "Location", location));
        assertThat(problem().code()).isEqualTo("ASSAY-2035");
        endpoint.on(CHAT, json(302, "", "Location", "/v1/login"));
        assertThat(problem().code()).isEqualTo("ASSAY-2035");
    }

    @Test
    void a_refused_connection_is_told_after_all_attempts() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Problem problem = problem("http://127.0.0.1:" + free + "/v1#m");
        assertThat(problem.code()).isEqualTo("ASSAY-4034");
        assertThat(problem.what()).contains("refused");
        assertThat(problem.where()).endsWith("tried 6 times");
    }

    @Test
    void a_server_that_does_not_speak_tls_is_told_and_not_tried_again() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var thread = Thread.startVirtualThread(() -> answerRaw(server, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            Problem problem = problem("https://127.0.0.1:" + server.getLocalPort() + "/v1#m");
            assertThat(problem.code()).isEqualTo("ASSAY-4034");
            assertThat(problem.mend()).contains("TLS");
            assertThat(problem.where()).doesNotContain("tried");
            thread.interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n{}\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"choices\"",
                "HTTP/1.1 OK\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                ""
            })
    void a_broken_response_is_a_problem_of_the_connection(String raw) throws IOException {
        options = options.withRetry(Retry.none()).withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var thread = Thread.startVirtualThread(() -> answerRaw(server, raw));
            Problem problem = problem("http://127.0.0.1:" + server.getLocalPort() + "/v1#m");
            assertThat(problem.code()).isEqualTo("ASSAY-4034");
            thread.interrupt();
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_is_kept() throws InterruptedException {
        var end = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        endpoint.on(CHAT, (exchange, body) -> {
            reached.countDown();
            await(end);
        });
        var code = new ArrayList<String>();
        var asking = Thread.startVirtualThread(() -> {
            code.add(problem().code());
            code.add("" + Thread.currentThread().isInterrupted());
        });
        reached.await();
        asking.interrupt();
        asking.join();
        end.countDown();
        assertThat(code).containsExactly("ASSAY-6030", "true");
    }

    private static void answerRaw(ServerSocket server, String raw) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket socket = server.accept()) {
                byte[] request = new byte[4096];
                if (socket.getInputStream().read(request) > 0) {
                    socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
