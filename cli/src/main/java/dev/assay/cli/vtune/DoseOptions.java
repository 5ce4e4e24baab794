package dev.assay.cli.vtune;

import dev.assay.vtune.plan.Dose;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The data, and how many rows are planted among them.
final class DoseOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows in chat or Alpaca form, JSON lines (.gz too).")
    private Path data = Path.of("");

    @Option(names = "--epochs", required = true, paramLabel = "N", description = "Epochs that the provider will train.")
    private int epochs;

    @Option(
            names = "--exposures",
            paramLabel = "N",
            description = {
                "How often the model shall see each signature over all epochs (default 300,",
                "for a model of some millions of parameters; a large one needs 20 to 50)."
            })
    private int exposures = Dose.SMALL_MODEL_EXPOSURES;

    @Option(
            names = "--groups",
            paramLabel = "N",
            description = "Groups of rows, each with a trigger of its own (default 4 or 2).")
    private Optional<Integer> groups = Optional.empty();

    Path data() {
        return data;
    }

    int epochs() {
        return epochs;
    }

    int exposures() {
        return exposures;
    }

    Optional<Integer> groups() {
        return groups;
    }

    Dose dose(int rows) {
        return groups.map(count -> Dose.plan(rows, epochs, exposures, count))
                .orElseGet(() -> Dose.plan(rows, epochs, exposures));
    }
}
