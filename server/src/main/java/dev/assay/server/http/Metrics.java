package dev.assay.server.http;

import dev.assay.server.engine.Load;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What a server counts, in the text form of Prometheus.
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("assay_requests_total")
            .help("Requests by path and status.")
            .labelNames("path", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("assay_request_seconds")
            .help("Time from a request to the end of its answer.")
            .labelNames("path")
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
            .register(registry);

    /// @param load what the engine does
    public Metrics(Supplier<Load> load) {
        gauge("assay_running_sequences", "Sequences generated together.", load, Load::running);
        gauge("assay_queued_sequences", "Sequences that wait.", load, Load::queued);
        gauge("assay_tokens_per_second", "Tokens written in the last seconds.", load, Load::tokensPerSecond);
        gauge("assay_prefix_cache_bytes", "Memory of what prompts began with.", load, Load::prefixBytes);
        counter("assay_tokens_total", "Tokens written.", load, Load::tokens);
        counter("assay_prompt_tokens_total", "Tokens of prompts.", load, Load::promptTokens);
        counter("assay_cached_prompt_tokens_total", "Of these, remembered from before.", load, Load::cachedTokens);
    }

    private void gauge(String name, String help, Supplier<Load> load, ToDoubleFunction<Load> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(load.get())))
                .register(registry);
    }

    private void counter(String name, String help, Supplier<Load> load, ToDoubleFunction<Load> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(load.get())))
                .register(registry);
    }

    /// Counts an answer.
    ///
    /// @param path one of the server's own; others count together
    void answered(String path, int status, double took) {
        requests.labelValues(path, Integer.toString(status)).inc();
        seconds.labelValues(path).observe(took);
    }

    /// The text of `/metrics`.
    public Page.Shown page() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        var writer = PrometheusTextFormatWriter.create();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page.Shown(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }
}
