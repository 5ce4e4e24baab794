package dev.assay.cli;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import java.time.Duration;

/// Where the process starts, and the only place that ends it.
public final class Main {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Main() {}

    /// Runs the command line and exits with its code; see [dev.assay.base.ExitCode].
    ///
    /// @param arguments area, verb and options
    public static void main(String[] arguments) {
        Console console =
                Console.of(System.out, System.err, System.getenv(), System.getProperty("assay.terminal", "none"));
        Interruption interruption = new Interruption();
        Runtime.getRuntime()
                .addShutdownHook(interruption.hook(
                        console, PATIENCE, code -> Runtime.getRuntime().halt(code.number())));
        System.exit(run(console, interruption, arguments).number());
    }

    private static ExitCode run(Console console, Interruption interruption, String... arguments) {
        ExitCode code = ExitCode.INTERNAL;
        try {
            code = Assay.run(console, interruption, arguments);
            return code;
        } finally {
            interruption.finished(code);
        }
    }
}
