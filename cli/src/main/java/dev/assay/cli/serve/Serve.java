package dev.assay.cli.serve;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.DeviceOption;
import dev.assay.server.AssayServer;
import dev.assay.server.settings.ServerSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `assay serve`: lets OpenAI clients use a local model.
@Command(
        name = "serve",
        description = "Serve a local model to any client that speaks the OpenAI format, until Ctrl-C.",
        defaultValueProvider = FlagVariables.class,
        footerHeading =
                "%nEach option can come from a variable: --max-body from ASSAY_SERVE_MAX_BODY; a variable wins over the file of --config.%n%nExamples:%n",
        footer = {
            "  assay serve tiny",
            "  assay serve models/base --adapter faq=runs/faq/adapter --port 9000",
            "  assay serve models/base --config server.toml"
        })
public final class Serve implements Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Parameters(
            paramLabel = "MODEL",
            description = "A folder with config.json, model.safetensors, tokenizer.json; or tiny, the bundled model.")
    private String model = "";

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final ServeOptions options = new ServeOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        ServeConfiguration configuration = sensible(options::configuration);
        ServerSettings settings = sensible(() -> configuration.settings(System.getenv()));
        warn(console, settings, configuration.access().keyVariable());
        try (ServedModels models = ServedModels.open(model, configuration.model(), device.device());
                AssayServer server = AssayServer.start(models.served(), settings, console::note)) {
            console.result(server.address());
            console.note("serving "
                    + models.served().stream().map(served -> served.name()).collect(Collectors.joining(", "))
                    + "; base URL for clients: " + server.address() + "/v1");
            wait(interruption);
            console.note("finishing what is being answered, for " + PATIENCE.toSeconds() + " s at most");
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

    private static <T> T sensible(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2116",
                    "The server's settings make no sense: " + e.getMessage() + ".",
                    "that key of the file of --config, or the option or variable that stands for it",
                    "see assay serve --help");
        }
    }

    private static void warn(Console console, ServerSettings settings, String keyVariable) {
        if (settings.access().key().isEmpty() && !settings.listen().isLoopback()) {
            console.note("everybody who reaches " + settings.listen().host() + " may use this server: set "
                    + keyVariable + " to a key that clients must send");
        }
    }
}
