package dev.assay.cli.option;

import dev.assay.cli.frame.Console;
import picocli.CommandLine.Option;

/// How a verb speaks: `--json` and `--quiet`.
public final class OutputOptions {
    @Option(names = "--json", description = "Write the result to standard output as one JSON value.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no notes; problems are still shown.")
    private boolean quiet;

    /// Whether the result is wanted as JSON.
    public boolean json() {
        return json;
    }

    /// The console, as quiet as the user wants it.
    public Console applyTo(Console console) {
        return console.withQuiet(quiet || console.quiet());
    }
}
