package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page at `/`, in a browser without a window.
@Timeout(300)
class DashboardTest {
    private static final String DRIVER = "playwright-core@1.64.1";

    @Test
    void a_person_sees_the_load_asks_and_learns_how_sure_the_model_was() throws IOException, InterruptedException {
        Optional<String> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(NodeScript::isThere)
                .findFirst();
        assumeTrue(
                browser.isPresent() && NodeScript.isReady(), "skipped: chromium, node or npm is not on this machine");
        String program = NodeScript.place(browser.orElseThrow());
        try (TinyServer server = TinyServer.start()) {
            Path picture = Path.of("target", "dashboard.png").toAbsolutePath();
            JsonNode found = Json.tree(
                    NodeScript.run("dashboard.mjs", DRIVER, List.of(server.url(""), program, picture.toString())));
            String expected = server.model
                    .generate(
                            Prompt.ask("What is a violinist?"),
                            Sampling.greedy().withMaxTokens(128))
                    .text();
            assertThat(found.path("models").path(0).asText()).isEqualTo("tiny");
            assertThat(found.path("answer").asText()).isEqualTo(expected);
            assertThat(found.path("logprobs").path(0).asDouble()).isNegative();
            assertThat(found.path("tip").asText()).contains("chosen", "%");
            assertThat(found.path("summary").asText()).contains("tokens in", "perplexity");
            assertThat(found.path("outside")).isEmpty();
            assertThat(found.path("faults")).isEmpty();
        }
    }
}
