package dev.assay.cli.option;

import dev.assay.base.AssayException;
import dev.assay.base.Toml;
import dev.assay.base.evidence.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The folder of a run, made new or gone on with.
public final class RunFolders {
    /// Settings that are shown where a resumed run's differ.
    private static final int MOST_LINES = 5;

    /// Settings that may change when a run goes on.
    private static final Set<String> FREE =
            Set.of("workers", "log-every", "validate-every", "checkpoint-every", "keep-last");

    private RunFolders() {}

    /// The folder that `--out` names.
    ///
    /// @param resume        whether it holds a run that goes on
    /// @param configuration written into a new folder
    /// @throws AssayException `ASSAY-2109` if there is no `--out`, and as [RunFolder#open] and [#create]
    public static RunFolder open(OutOption out, boolean resume, Record configuration) {
        Path path = out.folder()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2109", "It was not said where the run goes.", "--out", "add --out DIR, or --dry-run"));
        if (resume) {
            RunFolder folder = RunFolder.open(path);
            requireSame(folder, configuration);
            return folder;
        }
        RunFolder folder = create(path);
        folder.writeConfiguration(configuration);
        return folder;
    }

    /// A resumed run ends with the same bytes as one that was never stopped only if all is as it was.
    private static void requireSame(RunFolder folder, Record configuration) {
        List<String> begun = binding(folder.readConfiguration(configuration.getClass()), folder);
        List<String> now = binding(configuration, folder);
        if (!begun.equals(now)) {
            String changed = now.stream()
                    .filter(line -> !begun.contains(line))
                    .limit(MOST_LINES)
                    .collect(Collectors.joining("; "));
            throw AssayException.of(
                    "ASSAY-2023",
                    "The run began with other settings.",
                    folder.path() + ", now: " + (changed.isEmpty() ? "some are left out" : changed),
                    "go on with the settings that it began with: --config " + configurationFile(folder.path())
                            + ", or train anew in another folder");
        }
    }

    /// The lines of a configuration that a run's bytes depend on.
    private static List<String> binding(Record configuration, RunFolder folder) {
        return Toml.write(configuration, folder.path())
                .lines()
                .filter(line -> !FREE.contains(line.replaceFirst(" *=.*", "")))
                .toList();
    }

    private static Path configurationFile(Path folder) {
        return folder.resolve("config.toml");
    }

    /// The command that goes on with a run.
    ///
    /// @param verb such as `lm train`
    public static String resumeLine(String verb, Path folder) {
        return "assay " + verb + " --config " + configurationFile(folder) + " --out " + folder + " --resume";
    }

    /// A new folder at a path.
    ///
    /// @throws AssayException as [RunFolder#create]
    public static RunFolder create(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        return RunFolder.create(parent, String.valueOf(absolute.getFileName()));
    }
}
