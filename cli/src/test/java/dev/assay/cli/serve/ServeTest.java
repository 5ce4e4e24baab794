package dev.assay.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class ServeTest {
    private static final String NO_END = ",\"logit_bias\":{\"4093\":-100,\"4095\":-100}";

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Process serve(String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "tiny"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ASSAY_SERVE_PORT", "0");
        builder.environment().put("ASSAY_API_KEY", "secret");
        return builder.redirectError(folder.resolve("log.txt").toFile()).start();
    }

    private static String address(Process server) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        return java.util.Objects.requireNonNull(lines.readLine());
    }

    private CompletableFuture<HttpResponse<String>> ask(String address, String more) {
        String body = "{\"model\":\"tiny\",\"prompt\":\"A hammer is\",\"temperature\":0" + more + "}";
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(address + "/v1/completions"))
                        .header("authorization", "Bearer secret")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Waits until so many are written together; each takes far longer than it takes to ask.
    private void waitUntilRunning(String address, int count) throws Exception {
        HttpRequest status = HttpRequest.newBuilder(URI.create(address + "/v1/assay/status"))
                .header("authorization", "Bearer secret")
                .build();
        int running = 0;
        while (running < count) {
            String body =
                    client.send(status, HttpResponse.BodyHandlers.ofString()).body();
            running = Json.tree(body).path("running").asInt();
        }
    }

    @Test
    void what_runs_is_finished_when_the_process_is_told_to_end() throws Exception {
        Process server = serve();
        try {
            String address = address(server);
            assertThat(ask(address, ",\"max_tokens\":2").get().statusCode()).isEqualTo(200);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> ask(address, ",\"max_tokens\":400" + NO_END))
                    .toList();
            waitUntilRunning(address, answers.size());
            server.destroy();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                JsonNode whole = Json.tree(answer.get().body());
                assertThat(whole.at("/usage/completion_tokens").asInt())
                        .as(whole.toString())
                        .isEqualTo(400);
            }
            assertThat(server.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(folder.resolve("log.txt")))
                    .contains("\"completion_tokens\":400")
                    .doesNotContain("hammer", "secret");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void a_port_that_is_taken_is_said() throws Exception {
        Process first = serve();
        try {
            String port = address(first).replaceFirst(".*:", "");
            Process second = serve("--port", port);
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(5);
            assertThat(Files.readString(folder.resolve("log.txt"))).contains("ASSAY-5110", port);
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void an_option_that_is_not_given_comes_from_its_variable() {
        CommandLine.Model.OptionSpec body =
                CommandLine.Model.OptionSpec.builder("--max-body").build();
        FlagVariables variables = new FlagVariables(Map.of("ASSAY_SERVE_MAX_BODY", "9"));
        assertThat(variables.defaultValue(body)).isEqualTo("9");
        assertThat(variables.defaultValue(
                        CommandLine.Model.OptionSpec.builder("--queue").build()))
                .isNull();
    }
}
