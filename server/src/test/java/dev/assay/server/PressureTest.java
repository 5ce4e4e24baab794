package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Json;
import dev.assay.server.settings.ServerSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// More than there is room for, no key, and the end: who asks hears what became of it.
@Timeout(60)
class PressureTest {
    @Test
    void who_is_given_up_on_hears_so() throws InterruptedException {
        TinyServer ending = TinyServer.start(TinyServer.quiet().with(new ServerSettings.Batch(1, 64, 0)));
        String body = Json.line(Map.of(
                "model",
                "tiny",
                "prompt",
                "A dog is",
                "max_tokens",
                500,
                "logit_bias",
                Map.of("4093", -100, "4095", -100)));
        List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
        List<Thread> clients = Stream.generate(() ->
                        Thread.ofVirtual().start(() -> answers.add(Wire.post(ending.url("/v1/completions"), body))))
                .limit(12)
                .toList();
        Awaiting.until(() -> ending.server.load().queued() >= 11);
        ending.server.finish(Duration.ofMillis(200));
        ending.close();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(answers)
                .hasSize(12)
                .filteredOn(answer -> answer.statusCode() == 503)
                .hasSizeGreaterThan(8);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 503));
    }

    @Test
    void more_answers_than_the_server_ever_holds_are_no_reason_to_come_again() {
        ServerSettings one = TinyServer.quiet().with(new ServerSettings.Batch(1, 1, 0));
        try (TinyServer small = TinyServer.start(one)) {
            HttpResponse<String> answer =
                    Wire.post(small.url("/v1/completions"), "{\"model\":\"tiny\",\"prompt\":\"A dog is\",\"n\":3}");
            assertThat(answer.statusCode()).isEqualTo(400);
            Wire.requireError(answer, "too_many_sequences", "");
        }
    }

    @Test
    void more_than_the_queue_holds_is_told_to_come_again() throws InterruptedException {
        ServerSettings one = TinyServer.quiet().with(new ServerSettings.Batch(1, 1, 0));
        try (TinyServer small = TinyServer.start(one)) {
            String body = Json.line(Map.of(
                    "model",
                    "tiny",
                    "prompt",
                    "A dog is",
                    "max_tokens",
                    400,
                    "logit_bias",
                    Map.of("4093", -100, "4095", -100)));
            List<Thread> threads = Stream.generate(
                            () -> Thread.ofVirtual().start(() -> Wire.post(small.url("/v1/completions"), body)))
                    .limit(2)
                    .toList();
            Awaiting.until(() -> small.server.load().queued() > 0);
            HttpResponse<String> answer = Wire.post(small.url("/v1/completions"), body);
            assertThat(answer.statusCode()).isEqualTo(429);
            Wire.requireError(answer, "queue_full", "");
            assertThat(Integer.parseInt(
                            answer.headers().firstValue("retry-after").orElseThrow()))
                    .isBetween(1, 60);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void without_the_key_nothing_is_told_but_that_it_lives() {
        ServerSettings locked =
                TinyServer.quiet().with(new ServerSettings.Access(Optional.of("secret"), List.of("https://a.example")));
        try (TinyServer small = TinyServer.start(locked)) {
            assertThat(Wire.get(small.url("/health")).statusCode()).isEqualTo(200);
            for (String path : List.of("/v1/models", "/metrics", "/v1/assay/status")) {
                HttpResponse<String> answer = Wire.get(small.url(path));
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
                Wire.requireError(answer, "invalid_api_key", "");
                assertThat(Wire.get(small.url(path), "authorization", "Bearer secret")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(Wire.post(small.url("/tokenize"), "{\"prompt\":\"a\"}", "authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(Wire.get(small.url("/health"), "origin", "https://a.example")
                            .headers()
                            .firstValue("access-control-allow-origin"))
                    .hasValue("https://a.example");
            assertThat(Wire.get(small.url("/health"), "origin", "https://b.example")
                            .headers()
                            .firstValue("access-control-allow-origin"))
                    .isEmpty();
            assertThat(small.log).allSatisfy(line -> assertThat(line).doesNotContain("secret", "wrong"));
        }
    }

    @Test
    void what_runs_is_finished_when_the_server_is_told_to_end() throws InterruptedException {
        TinyServer ending = TinyServer.start();
        String body = Json.line(Map.of(
                "model",
                "tiny",
                "prompt",
                "A dog is",
                "max_tokens",
                300,
                "logit_bias",
                Map.of("4093", -100, "4095", -100)));
        HttpResponse<?>[] answer = new HttpResponse<?>[1];
        Thread client = Thread.ofVirtual().start(() -> answer[0] = Wire.post(ending.url("/v1/completions"), body));
        Awaiting.until(() -> ending.server.load().running() > 0);
        ending.server.finish(Duration.ofSeconds(20));
        client.join();
        assertThat(answer[0].statusCode()).isEqualTo(200);
        assertThat(Json.tree(answer[0].body().toString())
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(300);
        ending.close();
    }
}
