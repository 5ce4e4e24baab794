package dev.assay.report;

import dev.assay.base.AssayException;
import dev.assay.base.evidence.Evidence;
import dev.assay.report.internal.AtomicText;
import dev.assay.report.internal.DossierJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The file that a run leaves behind for the report: `runs/<name>/evidence.json`.
///
/// It holds one piece of evidence as a JSON object, or a list of them. Numbers keep every bit; those that JSON
/// has no word for are the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
public final class EvidenceFile {
    /// Its name inside a run folder.
    public static final String NAME = "evidence.json";

    private EvidenceFile() {}

    /// Reads the evidence of a run.
    ///
    /// @param run a run folder with its `evidence.json`, or a file of evidence, or a `dossier.json`
    /// @throws AssayException `ASSAY-4093` if the run left no evidence, `ASSAY-4091` if the file cannot be read,
    ///     `ASSAY-4092` if it is JSON of another form
    public static List<Evidence> read(Path run) {
        if (!Files.exists(run)) {
            throw noEvidence("There is no such run.", run, "check the name; a run is a folder such as runs/faq");
        }
        Path file = Files.isDirectory(run) ? run.resolve(NAME) : run;
        if (!Files.exists(file)) {
            throw noEvidence(
                    "The run has left no evidence.",
                    file,
                    "let the run finish (evidence is written last), or resume it");
        }
        List<Evidence> evidence = DossierJson.readEvidence(file);
        if (evidence.isEmpty()) {
            throw noEvidence("The file of evidence is an empty list.", file, "run the method again");
        }
        return evidence;
    }

    /// Writes the evidence of a run into its folder; the file is there whole or not at all.
    ///
    /// @return the file written
    /// @throws IllegalArgumentException if there is no evidence
    /// @throws AssayException `ASSAY-2091` if the folder cannot be made, `ASSAY-5091` if the disk refuses
    public static Path write(List<Evidence> evidence, Path run) {
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a run writes at least one piece of evidence");
        }
        AtomicText.folder(run);
        Path file = run.resolve(NAME);
        AtomicText.write(file, DossierJson.write(evidence));
        return file;
    }

    private static AssayException noEvidence(String what, Path where, String mend) {
        return AssayException.of("ASSAY-4093", what, where.toString(), mend);
    }
}
