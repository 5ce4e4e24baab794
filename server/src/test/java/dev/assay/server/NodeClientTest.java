package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The official client for Node.js against every route.
@Timeout(300)
class NodeClientTest {
    private static final String CLIENT = "openai@7.57.0";

    @Test
    void the_client_of_node_is_answered_on_every_route() throws IOException, InterruptedException {
        assumeTrue(NodeScript.isReady(), "skipped: node or npm is not on this machine");
        try (TinyServer server = TinyServer.start()) {
            JsonNode found = Json.tree(NodeScript.run("client.mjs", CLIENT, List.of(server.url("/v1"))));
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
}
