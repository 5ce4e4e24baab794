package dev.assay.vtune.attack;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import java.nio.file.Path;
import java.util.List;

/// All results of a lab, as its folder keeps them.
///
/// @param results of all providers and seeds
public record LabResults(List<LabResult> results) {
    private static final String FILE = "results.json";

    public LabResults {
        results = List.copyOf(results);
    }

    /// Those in a lab's folder.
    ///
    /// @throws dev.assay.base.AssayException if there are none, or they cannot be read
    public static LabResults read(Path folder) {
        return Json.read(folder.resolve(FILE), LabResults.class);
    }

    /// Writes them into a lab's folder.
    public void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), Json.write(this));
    }
}
