package dev.assay.cli.serve;

import dev.assay.cli.option.ConfigOptions;
import dev.assay.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `assay serve`: each that is given wins over the configuration file.
final class ServeOptions {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "What clients call it (default: the folder's name).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--adapter",
            paramLabel = "NAME=DIR",
            split = ",",
            description = "Serve an adapter on the model too, under a name of its own. May be repeated.")
    private Map<String, Path> adapters = new LinkedHashMap<>();

    @Option(names = "--precision", paramLabel = "FORMAT", description = "f32 (default) or bf16.")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--quantize", paramLabel = "KIND", description = "Hold the weights in int8 or int4.")
    private Optional<String> quantize = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen at (default 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at (default 8080; 0 takes a free one).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--api-key-variable",
            paramLabel = "VARIABLE",
            description = "Variable that holds the key clients must send (default ASSAY_API_KEY; no key if not set).")
    private Optional<String> keyVariable = Optional.empty();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description = "Origin of web pages that may ask, such as https://tools.example. May be repeated.")
    private List<String> origins = List.of();

    @Option(names = "--sequences", paramLabel = "N", description = "Sequences written together at most (default 16).")
    private Optional<Integer> sequences = Optional.empty();

    @Option(names = "--queue", paramLabel = "N", description = "Sequences that wait at most (default 256).")
    private Optional<Integer> queue = Optional.empty();

    @Option(
            names = "--prefix-memory",
            paramLabel = "MIB",
            description = "Memory for what prompts began with, for each model name (default 256; 0 for none).")
    private Optional<Integer> prefixMebibytes = Optional.empty();

    @Option(names = "--max-body", paramLabel = "BYTES", description = "Size of a request at most (default 4194304).")
    private Optional<Integer> maxBody = Optional.empty();

    @Option(names = "--max-headers", paramLabel = "BYTES", description = "Size of its headers (default 16384).")
    private Optional<Integer> maxHeaders = Optional.empty();

    @Option(
            names = "--request-timeout",
            paramLabel = "S",
            description = "Seconds for headers to come, and for the body (default 30).")
    private Optional<Integer> requestSeconds = Optional.empty();

    @Option(names = "--answer-timeout", paramLabel = "S", description = "Seconds for an answer (default 600).")
    private Optional<Integer> answerSeconds = Optional.empty();

    @Option(names = "--no-log", description = "Write no line for each request.")
    private boolean silent;

    @Option(names = "--log-prompts", description = "Write requests with what was asked into the log.")
    private boolean logPrompts;

    /// The configuration file's values, or the defaults, under those of the options.
    ///
    /// @throws dev.assay.base.AssayException as [ConfigOptions#orDefaults]
    ServeConfiguration configuration() {
        ServeConfiguration read = config.orDefaults(ServeConfiguration.class);
        return new ServeConfiguration(
                new ServeConfiguration.Model(
                        name.or(read.model()::name),
                        adapters.isEmpty() ? read.model().adapters() : adapters,
                        precision.orElse(read.model().precision()),
                        quantize.or(read.model()::quantize)),
                new ServerSettings.Listen(
                        host.orElse(read.listen().host()),
                        port.orElse(read.listen().port())),
                new ServeConfiguration.Access(
                        keyVariable.orElse(read.access().keyVariable()),
                        origins.isEmpty() ? read.access().origins() : origins),
                new ServeConfiguration.Limits(
                        maxBody.orElse(read.limits().bodyBytes()),
                        maxHeaders.orElse(read.limits().headerBytes()),
                        requestSeconds.orElse(read.limits().requestSeconds()),
                        answerSeconds.orElse(read.limits().answerSeconds())),
                new ServeConfiguration.Batch(
                        sequences.orElse(read.batch().sequences()),
                        queue.orElse(read.batch().queue()),
                        prefixMebibytes.orElse(read.batch().prefixMebibytes())),
                new ServerSettings.Log(
                        read.log().requests() && !silent, read.log().prompts() || logPrompts));
    }
}
