package dev.assay.cli.serve;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.DeviceOption;
import dev.assay.server.AssayServer;
import dev.assay.server.settings.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay serve`: lets OpenAI clients use a local model.
@Command(
        name = "serve",
        description = "Serve a local model to any client that speaks the OpenAI format, until Ctrl-C.",
        defaultValueProvider = FlagVariables.class,
        footerHeading = "%nEach option can come from a variable: --max-body from ASSAY_SERVE_MAX_BODY.%n%nExamples:%n",
        footer = {"  assay serve tiny", "  assay serve models/base --adapter faq=runs/faq/adapter --port 9000"})
public final class Serve implements Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Parameters(
            paramLabel = "MODEL",
            description = "A folder with config.json, model.safetensors, tokenizer.json; or tiny, the bundled model.")
    private String model = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What clients call it (default: the folder's name).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--adapter",
            paramLabel = "NAME=DIR",
            split = ",",
            description = "Serve an adapter on the model too, under a name of its own. May be repeated.")
    private Map<String, Path> adapters = new LinkedHashMap<>();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--precision", paramLabel = "FORMAT", description = "f32 (default) or bf16.")
    private String precision = "f32";

    @Option(names = "--quantize", paramLabel = "KIND", description = "Hold the weights in int8 or int4.")
    private Optional<String> quantize = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen at (default 127.0.0.1).")
    private String host = ServerSettings.Listen.DEFAULT.host();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at (default 8080; 0 takes a free one).")
    private int port = ServerSettings.Listen.DEFAULT.port();

    @Option(
            names = "--api-key-variable",
            paramLabel = "VARIABLE",
            description = "Variable that holds the key clients must send (default ASSAY_API_KEY; no key if not set).")
    private String keyVariable = "ASSAY_API_KEY";

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description = "Origin of web pages that may ask, such as https://tools.example. May be repeated.")
    private List<String> origins = List.of();

    @Option(names = "--sequences", paramLabel = "N", description = "Sequences written together at most (default 16).")
    private int sequences = ServerSettings.Batch.DEFAULT.sequences();

    @Option(names = "--queue", paramLabel = "N", description = "Sequences that wait at most (default 256).")
    private int queue = ServerSettings.Batch.DEFAULT.queue();

    @Option(
            names = "--prefix-memory",
            paramLabel = "MIB",
            description = "Memory for what prompts began with, for each model name (default 256; 0 for none).")
    private int prefixMebibytes = (int) (ServerSettings.Batch.DEFAULT.prefixBytes() >> 20);

    @Option(names = "--max-body", paramLabel = "BYTES", description = "Size of a request at most (default 4194304).")
    private int maxBody = ServerSettings.Limits.DEFAULT.bodyBytes();

    @Option(names = "--max-headers", paramLabel = "BYTES", description = "Size of its headers (default 16384).")
    private int maxHeaders = ServerSettings.Limits.DEFAULT.headerBytes();

    @Option(
            names = "--request-timeout",
            paramLabel = "S",
            description = "Seconds for headers to come, and for the body (default 30).")
    private int requestSeconds =
            (int) ServerSettings.Limits.DEFAULT.headerTime().toSeconds();

    @Option(names = "--answer-timeout", paramLabel = "S", description = "Seconds for an answer (default 600).")
    private int answerSeconds = (int) ServerSettings.Limits.DEFAULT.answerTime().toSeconds();

    @Option(names = "--no-log", description = "Write no line for each request.")
    private boolean silent;

    @Option(names = "--log-prompts", description = "Write requests with what was asked into the log.")
    private boolean logPrompts;

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        ServerSettings settings = settings();
        warn(console, settings);
        try (ServedModels models = ServedModels.open(
                        new ServedModels.Choice(model, name, adapters, precision, device.device(), quantize));
                AssayServer server = AssayServer.start(models.served(), settings, console::note)) {
            console.result(server.address());
            console.note("serving "
                    + models.served().stream().map(served -> served.name()).collect(Collectors.joining(", "))
                    + "; base URL for clients: " + server.address() + "/v1");
            wait(interruption);
            server.finish(PATIENCE);
        }
        return ExitCode.DONE;
    }

    private static void wait(Interruption interruption) {
        CountDownLatch asked = new CountDownLatch(1);
        interruption.onRequest(asked::countDown);
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSettings settings() {
        try {
            return new ServerSettings(
                    new ServerSettings.Listen(host, port),
                    new ServerSettings.Access(Optional.ofNullable(System.getenv(keyVariable)), origins),
                    new ServerSettings.Limits(
                            maxBody,
                            maxHeaders,
                            Duration.ofSeconds(requestSeconds),
                            Duration.ofSeconds(requestSeconds),
                            Duration.ofSeconds(answerSeconds)),
                    new ServerSettings.Batch(sequences, queue, (long) prefixMebibytes << 20),
                    new ServerSettings.Log(!silent, logPrompts));
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2116",
                    "The server's settings make no sense: " + e.getMessage() + ".",
                    "the option of that name, or its variable",
                    "see assay serve --help");
        }
    }

    private void warn(Console console, ServerSettings settings) {
        if (settings.access().key().isEmpty() && !settings.listen().isLoopback()) {
            console.note("everybody who reaches " + host + " may use this server: set " + keyVariable
                    + " to a key that clients must send");
        }
    }
}
