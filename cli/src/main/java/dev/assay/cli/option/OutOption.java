package dev.assay.cli.option;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
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

    /// Refuses a place where something lies already: a folder that is written whole would take its place.
    ///
    /// @throws AssayException `ASSAY-2008`
    public void requireNew() {
        out.filter(folder -> !dryRun && !isFree(folder)).ifPresent(folder -> {
            throw AssayException.of(
                    "ASSAY-2008",
                    "Something lies already where the result is to go.",
                    folder.toString(),
                    "name a new or empty folder");
        });
    }

    private static boolean isFree(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether nothing is to be written.
    public boolean dryRun() {
        return dryRun;
    }
}
