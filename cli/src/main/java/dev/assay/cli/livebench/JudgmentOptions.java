package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.livebench.score.Judged;
import dev.assay.livebench.score.Judgments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which judgments.
final class JudgmentOptions {
    @Option(
            names = "--judgments",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "Judgments, JSON lines of assay livebench grade or of the official tools. May be repeated.")
    private List<Path> files = new ArrayList<>();

    /// The files.
    List<Path> files() {
        return files;
    }

    /// What they hold, at least one.
    ///
    /// @throws AssayException `ASSAY-4203` if there is none, and as [Judgments#read]
    List<Judged> read() {
        List<Judged> judged = Judgments.read(files);
        if (judged.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-4203", "There is no judgment.", "--judgments " + files, "name a file that holds some");
        }
        return judged;
    }
}
