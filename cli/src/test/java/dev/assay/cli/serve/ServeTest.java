package dev.assay.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.Main;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.server.settings.ServerSettings;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
            assertThat(server.exitValue()).isZero();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=99999",
                "--queue=-1",
                "--answer-timeout=0",
                "--name=",
                "--allow-origin=nonsense",
                "--api-key-variable=NO_SUCH_VARIABLE"
            })
    void a_setting_out_of_its_range_is_the_users_mistake_and_not_ours(String option) {
        Recorder recorder = Recorder.plain();
        assertThat(Assay.run(recorder.console(), new Interruption(), "serve", "tiny", option))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2116");
    }

    @Test
    void a_misspelt_option_is_told_its_name() {
        Recorder recorder = Recorder.plain();
        Assay.run(recorder.console(), new Interruption(), "serve", "tiny", "--prot", "9");
        assertThat(recorder.log()).contains("did you mean --port?");
    }

    private static ServeConfiguration configured(String... options) {
        ServeOptions read = new ServeOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(read)))
                .parseArgs(options);
        return read.configuration();
    }

    @Test
    void without_a_file_the_settings_are_the_defaults_that_the_library_names() {
        assertThat(configured().settings(Map.of())).isEqualTo(ServerSettings.DEFAULT);
    }

    @Test
    void an_option_wins_over_the_file_and_the_file_over_the_defaults() throws IOException {
        Path file = Files.writeString(folder.resolve("server.toml"), """
                [model]
                precision = "bf16"
                adapters = { faq = "runs/faq" }
                [listen]
                port = 9000
                [limits]
                body-bytes = 1000
                answer-seconds = 5
                [batch]
                queue = 7
                [log]
                requests = false
                """);
        ServeConfiguration read = configured(
                "--config", file.toString(), "--set", "batch.sequences=3", "--max-body", "2000", "--queue", "8");
        assertThat(read.model().precision()).isEqualTo("bf16");
        assertThat(read.model().adapters()).containsEntry("faq", folder.resolve("runs/faq"));
        ServerSettings settings = read.settings(Map.of());
        assertThat(settings.listen()).isEqualTo(new ServerSettings.Listen("127.0.0.1", 9000));
        assertThat(settings.limits().bodyBytes()).isEqualTo(2000);
        assertThat(settings.limits().answerTime()).hasSeconds(5);
        assertThat(settings.batch()).isEqualTo(new ServerSettings.Batch(3, 8, 256L << 20));
        assertThat(settings.log().requests()).isFalse();
    }

    @Test
    void a_key_that_is_misspelt_in_the_file_is_named_with_its_line() throws IOException {
        Path file = Files.writeString(folder.resolve("server.toml"), "[batch]\nqeue = 7\n");
        assertThatThrownBy(() -> configured("--config", file.toString()))
                .hasMessageContaining("ASSAY-2002")
                .hasMessageContaining("line 2")
                .hasMessageContaining("queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--answer-timeout=0", "--prefix-memory=-1", "--port=65536", "--sequences=0", "--queue=-1"})
    void a_number_out_of_its_range_is_refused(String option) {
        assertThatThrownBy(() -> configured(option).settings(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
