package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// Requests as plain HTTP, each on a connection of its own: one that was kept might just be closed for
/// having waited.
final class Wire {
    private Wire() {}

    static HttpResponse<String> post(String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length > 0 ? request.headers(headers) : request);
    }

    static HttpResponse<String> get(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).GET();
        return send(headers.length > 0 ? request.headers(headers) : request);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.tree(response.body());
    }

    /// The events of a stream, without the last, which ends it.
    static List<JsonNode> events(HttpResponse<String> response) {
        List<JsonNode> all = new ArrayList<>();
        for (String line : response.body().split("\n\n", -1)) {
            if (line.startsWith("data: {")) {
                all.add(Json.tree(line.substring("data: ".length())));
            }
        }
        return all;
    }

    /// An error as the interface has them, with its headers.
    static void requireError(HttpResponse<String> answer, String code, String param) {
        JsonNode error = json(answer).path("error");
        assertThat(error.path("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(error.path("param").isNull() ? "" : error.path("param").asText())
                .isEqualTo(param);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).endsWith("_error");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }
}
