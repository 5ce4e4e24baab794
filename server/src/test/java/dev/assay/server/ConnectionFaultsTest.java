package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections and requests as nobody should make them: each gets its error, and the server keeps serving.
@Timeout(60)
class ConnectionFaultsTest {
    private static final ServerSettings.Limits SHORT = new ServerSettings.Limits(
            1 << 20, 4096, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60));

    private static TinyServer server;

    @BeforeAll
    static void begin() {
        server = TinyServer.start(TinyServer.quiet().with(SHORT));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @AfterEach
    void it_keeps_serving() {
        HttpResponse<String> answer = Wire.post(
                server.url("/v1/completions"), "{\"model\":\"tiny\",\"prompt\":\"A dog is\",\"max_tokens\":2}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_web_page_elsewhere_cannot_have_answers_written_that_it_cannot_read() {
        String body = "{\"model\":\"tiny\",\"prompt\":\"A dog is\",\"max_tokens\":1}";
        for (String origin : List.of("https://evil.example", "null")) {
            HttpResponse<String> answer = Wire.post(server.url("/v1/completions"), body, "origin", origin);
            assertThat(answer.statusCode()).isEqualTo(403);
            Wire.requireError(answer, "origin_not_allowed", "");
        }
        assertThat(Wire.post(server.url("/v1/completions"), body, "origin", server.server.address())
                        .statusCode())
                .isEqualTo(200);
        assertThat(Wire.post(server.url("/v1/completions"), body, "content-encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_model_that_is_not_there_is_called_so_and_a_method_is_told_the_right_one() {
        HttpResponse<String> model = Wire.get(server.url("/v1/models/ghost%2Fone"));
        assertThat(model.statusCode()).isEqualTo(404);
        Wire.requireError(model, "model_not_found", "model");
        assertThat(Wire.json(model).at("/error/message").asText()).contains("ghost/one");
        assertThat(Wire.get(server.url("/v1/completions")).headers().firstValue("allow"))
                .hasValue("POST");
        HttpResponse<String> head = Wire.send(HttpRequest.newBuilder(URI.create(server.url("/health")))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_path_or_method_is_said() {
        Wire.requireError(Wire.get(server.url("/v1/nothing")), "unknown_path", "");
        HttpResponse<String> answer = Wire.get(server.url("/v1/completions"));
        assertThat(answer.statusCode()).isEqualTo(405);
        Wire.requireError(answer, "method_not_allowed", "");
    }

    @Test
    void a_name_that_is_not_this_machines_is_refused() throws IOException {
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("host_not_allowed");
    }

    @Test
    void headers_that_are_too_large_are_refused() throws IOException {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(8000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("headers_too_large");
        assertThat(raw("BLAH\r\n\r\n")).contains(" 400 ", "invalid_http");
    }

    @Test
    void headers_that_drip_in_lose_their_place() throws IOException, InterruptedException {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /health HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 60 && socket.getInputStream().available() == 0; i++) {
                Thread.sleep(100);
                out.write(("X" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            byte[] answer = new byte[1000];
            int length = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("request_timeout", "invalid_request_error");
        }
    }

    @Test
    void a_connection_that_asked_before_is_closed_without_a_word() throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 200").endsWith("{\"status\":\"ok\"}");
        }
    }

    @Test
    void a_body_that_does_not_come_is_given_up() throws IOException {
        assertThat(raw("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .contains("request_timeout");
    }

    private static Socket socket() throws IOException {
        URI address = URI.create(server.url("/"));
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void who_goes_away_in_the_middle_is_not_written_for() throws IOException {
        long before = server.server.load().tokens();
        for (boolean stream : new boolean[] {true, false}) {
            try (Socket socket = socket()) {
                String body = Json.line(Map.of(
                        "model",
                        "tiny",
                        "prompt",
                        "A dog is",
                        "max_tokens",
                        500,
                        "stream",
                        stream,
                        "logit_bias",
                        Map.of("4093", -100, "4095", -100)));
                socket.getOutputStream()
                        .write(("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                if (stream) {
                    InputStream in = socket.getInputStream();
                    in.readNBytes(500);
                } else {
                    Awaiting.until(() -> server.server.load().running() > 0);
                }
            }
            Awaiting.until(() -> server.server.load().running() == 0);
        }
        Awaiting.until(() -> server.log.stream()
                        .filter(line -> Json.tree(line).path("status").asInt() == 499)
                        .count()
                == 2);
        // Far fewer than the thousand that were asked for.
        assertThat(server.server.load().tokens() - before).isLessThan(900);
    }

    @Test
    void the_log_tells_what_was_done_and_not_what_was_asked() {
        Wire.post(
                server.url("/v1/completions"),
                "{\"model\":\"tiny\",\"prompt\":\"A confidential matter\",\"max_tokens\":3,\"user\":\"u-1\"}");
        // The line is written after the answer.
        Awaiting.until(() -> server.log.stream().anyMatch(each -> each.contains("u-1")));
        JsonNode line = server.log.stream()
                .map(Json::tree)
                .filter(each -> each.path("user").asText().equals("u-1"))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("model").asText()).isEqualTo("tiny");
        assertThat(line.path("completion_tokens").asInt()).isEqualTo(3);
        assertThat(server.log).noneMatch(each -> each.contains("confidential"));
        Wire.get(server.url("/health"));
        Wire.get(server.url("/v1/models"));
        Awaiting.until(() -> server.log.stream().anyMatch(each -> each.contains("GET /v1/models\"")));
        assertThat(server.log).noneMatch(each -> each.contains("/health"));
    }
}
