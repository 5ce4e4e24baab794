package dev.assay.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;

/// The seed of all randomness: `--seed`.
public final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of all randomness; the same seed gives the same result.")
    private Optional<Long> seed = Optional.empty();

    /// The seed, if the user gave one.
    public Optional<Long> seed() {
        return seed;
    }
}
