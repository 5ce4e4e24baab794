package dev.assay.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.server.settings.ServerSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// A line of JSON for each request; without what was asked, unless that is wanted.
final class RequestLog {
    private final ServerSettings.Log settings;
    private final Consumer<String> lines;

    RequestLog(ServerSettings.Log settings, Consumer<String> lines) {
        this.settings = settings;
        this.lines = lines;
    }

    void wrote(Exchange exchange, Logged logged, Optional<String> body, Optional<String> fault) {
        if (!settings.requests()) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("id", exchange.id());
        line.put("request", exchange.line());
        line.put("status", exchange.outcome());
        line.put("seconds", Math.round(exchange.seconds() * 1e3) / 1e3);
        logged.model().ifPresent(model -> line.put("model", model));
        logged.user().ifPresent(user -> line.put("user", user));
        if (logged.promptTokens() > 0) {
            line.put("prompt_tokens", logged.promptTokens());
            line.put("completion_tokens", logged.completionTokens());
        }
        fault.ifPresent(code -> line.put("error", code));
        if (settings.prompts()) {
            body.ifPresent(text -> line.put("body", text));
        }
        lines.accept(Json.line(line));
    }

    /// A fault of ours, with where it happened.
    void failed(Exchange exchange, Throwable fault) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("id", exchange.id());
        line.put("fault", fault.getClass().getName());
        StackTraceElement[] trace = fault.getStackTrace();
        line.put("at", trace.length == 0 ? "" : trace[0].toString());
        lines.accept(Json.line(line));
    }
}
