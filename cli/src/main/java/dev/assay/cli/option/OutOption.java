package dev.assay.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a verb that writes puts it: `--out DIR`, and `--dry-run` to write nothing.
public final class OutOption {
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for what is written.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--dry-run", description = "Check everything and say what would be done; write nothing.")
    private boolean dryRun;

    /// The folder, if the user named one.
    public Optional<Path> folder() {
        return out;
    }

    /// Whether nothing is to be written.
    public boolean dryRun() {
        return dryRun;
    }
}
