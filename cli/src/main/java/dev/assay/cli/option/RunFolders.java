package dev.assay.cli.option;

import dev.assay.base.AssayException;
import dev.assay.base.evidence.RunFolder;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of a run, made new or gone on with.
public final class RunFolders {
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
            return RunFolder.open(path);
        }
        RunFolder folder = create(path);
        folder.writeConfiguration(configuration);
        return folder;
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
