package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The official client for Node.js against every route.
@Timeout(300)
class NodeClientTest {
    private static final String CLIENT = "openai@7.57.0";

    @Test
    void the_client_of_node_is_answered_on_every_route() throws IOException, InterruptedException {
        assumeTrue(isThere("node") && isThere("npm"), "skipped: node or npm is not on this machine");
        Path folder = Files.createDirectories(Path.of("target", "node-client"));
        try (InputStream script = getClass().getResourceAsStream("client.mjs")) {
            Files.write(
                    folder.resolve("client.mjs"), Objects.requireNonNull(script).readAllBytes());
        }
        if (!Files.isDirectory(folder.resolve("node_modules/openai"))) {
            run(
                    folder,
                    List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", ".", CLIENT));
        }
        try (TinyServer server = TinyServer.start()) {
            String said = run(folder, List.of("node", "client.mjs", server.url("/v1")));
            JsonNode found = Json.tree(said.substring(said.indexOf('{')));
            Sampling sampling = Sampling.greedy().withMaxTokens(24);
            String chat = server.model
                    .generate(Prompt.ask("What is a violinist?"), sampling)
                    .text();
            String text =
                    server.model.generate(Prompt.text("A hammer is"), sampling).text();
            assertThat(found.path("models").path(0).asText()).isEqualTo("tiny");
            assertThat(found.path("text").asText()).isEqualTo(chat);
            assertThat(found.path("streamed").asText()).isEqualTo(chat);
            assertThat(found.path("finish").asText()).isEqualTo("stop");
            assertThat(found.path("logprobs").asInt())
                    .isEqualTo(found.path("tokens").asInt());
            assertThat(found.path("pieces").asText()).isEqualTo(text);
            assertThat(found.path("continued").asText()).isEqualTo(text);
            assertThat(found.path("width").asInt()).isEqualTo(256);
            assertThat(found.at("/bound/animal").isBoolean()).isTrue();
            assertThat(found.at("/refusal/status").asInt()).isEqualTo(400);
            assertThat(found.at("/refusal/code").asText()).isEqualTo("value_out_of_range");
            assertThat(found.at("/refusal/param").asText()).isEqualTo("temperature");
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
