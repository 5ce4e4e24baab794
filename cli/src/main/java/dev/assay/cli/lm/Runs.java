package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.option.OutOption;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of a run, made new or gone on with.
final class Runs {
    private Runs() {}

    /// The folder that `--out` names.
    ///
    /// @param resume        whether it holds a run that goes on
    /// @param configuration written into a new folder
    static RunFolder open(OutOption out, boolean resume, Record configuration) {
        Path path = out.folder()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2109", "It was not said where the run goes.", "--out", "add --out DIR, or --dry-run"));
        if (resume) {
            return RunFolder.open(path);
        }
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        RunFolder folder = RunFolder.create(parent, String.valueOf(absolute.getFileName()));
        folder.writeConfiguration(configuration);
        return folder;
    }
}
