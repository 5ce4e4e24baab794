package dev.assay.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.base.ProcessMemory;
import dev.assay.server.engine.Engine;
import dev.assay.server.engine.Load;
import dev.assay.server.engine.Served;
import dev.assay.server.http.HttpFront;
import dev.assay.server.http.Metrics;
import dev.assay.server.http.Page;
import dev.assay.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Models of this machine behind the OpenAI wire format, so that every tool that speaks it can use
/// them.
///
/// ```java
/// try (AssayServer server = AssayServer.start(List.of(served), ServerSettings.DEFAULT,
/// System.err::println)) {
///     System.out.println(server.address());
///     ...
/// }
/// ```
public final class AssayServer implements AutoCloseable {
    private static final String JSON = "application/json";

    /// In which those that the server gives up on are told.
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final ServerSettings settings;
    private final Engine engine;
    private final HttpFront front;
    private final String dashboard = dashboard();
    private final long started = Instant.now().getEpochSecond();

    private AssayServer(List<Served> models, ServerSettings settings, Consumer<String> log) {
        this.settings = settings;
        this.engine = new Engine(models, settings.batch());
        Metrics metrics = new Metrics(engine::load);
        try {
            this.front = new HttpFront(settings, new Api(engine, settings).routes(), pages(metrics), metrics, log);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /// Begins to serve.
    ///
    /// @param models at least one; they stay open until they are closed by who opened them, after the
    ///     server
    /// @param log    takes a line of JSON for each request
    /// @throws dev.assay.base.AssayException `ASSAY-5110` if it cannot listen where the settings say
    public static AssayServer start(List<Served> models, ServerSettings settings, Consumer<String> log) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("there is no model to serve");
        }
        return new AssayServer(models, settings, log);
    }

    /// Where it listens.
    public String address() {
        String host = settings.listen().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + front.port();
    }

    /// What it does now, and has done.
    public Load load() {
        return engine.load();
    }

    private Map<String, Page> pages(Metrics metrics) {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("/", () -> new Page.Shown("text/html; charset=utf-8", dashboard));
        pages.put("/health", () -> json(JsonNodeFactory.instance.objectNode().put("status", "ok")));
        pages.put("/metrics", metrics::page);
        pages.put("/v1/models", () -> json(models()));
        pages.put("/v1/assay/status", () -> json(status()));
        engine.models().values().forEach(served -> pages.put("/v1/models/" + served.name(), () -> json(model(served))));
        return pages;
    }

    private static Page.Shown json(ObjectNode node) {
        return new Page.Shown(JSON, Json.line(node));
    }

    private ObjectNode models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        engine.models().values().forEach(served -> data.add(model(served)));
        return list;
    }

    private ObjectNode model(Served served) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", served.name())
                .put("object", "model")
                .put("created", started)
                .put("owned_by", "assay")
                .put("max_model_len", served.context());
    }

    /// The load, and a card of each model.
    private ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        Load load = engine.load();
        status.put("uptime_seconds", Instant.now().getEpochSecond() - started);
        status.put("running", load.running());
        status.put("queued", load.queued());
        status.put("tokens_per_second", load.tokensPerSecond());
        status.put("tokens", load.tokens());
        status.put("prompt_tokens", load.promptTokens());
        status.put("cached_prompt_tokens", load.cachedTokens());
        status.put("prefix_cache_bytes", load.prefixBytes());
        status.put("memory_bytes", ProcessMemory.residentBytes().orElse(0));
        ArrayNode models = status.putArray("models");
        engine.models().values().forEach(served -> models.add(card(served)));
        return status;
    }

    private static ObjectNode card(Served served) {
        var pretrained = served.model().pretrained();
        var config = pretrained.decoder().config();
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("name", served.name());
        card.put("base", served.base().orElse(null));
        card.put("family", pretrained.config().path("model_type").asText());
        card.put("parameters", pretrained.decoder().parameterCount());
        card.put("layers", config.layers());
        card.put("width", config.dim());
        card.put("heads", config.heads());
        card.put("key_heads", config.keyHeads());
        card.put("vocabulary", config.vocabulary());
        card.put("context", served.context());
        return card;
    }

    private static String dashboard() {
        try (InputStream page = AssayServer.class.getResourceAsStream("dashboard.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes no more requests, and waits for those that are being answered.
    ///
    /// @param most to wait; what has not ended by then ends where it is
    public void finish(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        // Connections outlive the engine, so that who is given up on hears so.
        front.stopListening(most.plus(GOODBYE));
        engine.finish(most);
        front.awaitAnswers(
                Duration.ofNanos(Math.max(0, end - System.nanoTime())).plus(GOODBYE));
    }

    @Override
    public void close() {
        engine.close();
        front.awaitAnswers(GOODBYE);
        front.close();
    }
}
