package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.model.Sampling;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How a model is asked.
final class AskingOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called in the files.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--parallel", paramLabel = "N", description = "Questions under way at once (default 8).")
    private int parallel = 8;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Requests a minute at most (default: as many as come).")
    private double perMinute;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Tokens of an answer at most (default 4096).")
    private int maxTokens = 4096;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Unless a question requires its own (default 0, greedy).")
    private double temperature;

    @Option(names = "--system", paramLabel = "TEXT", description = "System prompt of questions that bring none.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--retry-failures", description = "Ask again what failed in an earlier run.")
    private boolean retry;

    @Option(names = "--price-input", paramLabel = "P", description = "Price of a million tokens read.")
    private Optional<Double> priceInput = Optional.empty();

    @Option(names = "--price-output", paramLabel = "P", description = "Price of a million tokens made.")
    private Optional<Double> priceOutput = Optional.empty();

    /// The plan.
    ///
    /// @param model its name where none is given
    /// @throws AssayException `ASSAY-2119` if the options make no sense
    AskingPlan plan(String model) {
        try {
            return new AskingPlan(
                    name.orElse(model),
                    Sampling.greedy().withTemperature(temperature).withMaxTokens(maxTokens),
                    system,
                    parallel,
                    perMinute,
                    retry,
                    priceInput.isPresent() || priceOutput.isPresent()
                            ? Optional.of(new AskingPlan.Prices(priceInput.orElse(0.0), priceOutput.orElse(0.0)))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2119",
                    "The model cannot be asked so: " + e.getMessage() + ".",
                    "the option of that name",
                    "see --help of the command");
        }
    }
}
