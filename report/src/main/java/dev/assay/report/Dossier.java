package dev.assay.report;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.report.internal.DossierJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A set of evidence to be read together: a title, and a chapter for each piece.
///
/// @param title    what the dossier is about
/// @param subtitle one line more, may be empty
/// @param created  when the dossier was put together (each chapter carries the time of its own run)
/// @param chapters in reading order, at least one
public record Dossier(String title, String subtitle, Instant created, List<Evidence> chapters) {
    /// @throws IllegalArgumentException if the title is blank or there is no chapter
    public Dossier {
        chapters = List.copyOf(chapters);
        if (title.isBlank() || chapters.isEmpty()) {
            throw new IllegalArgumentException("a dossier has a title and at least one chapter");
        }
    }

    /// Reads a `dossier.json`; writing what was read gives the same bytes.
    ///
    /// @throws AssayException `ASSAY-4091` if the file cannot be read, `ASSAY-4092` if it is not a dossier
    public static Dossier read(Path json) {
        return DossierJson.readDossier(json);
    }

    /// Merges runs into one dossier, chapters in the order of the runs.
    ///
    /// @param runs run folders, each with its `evidence.json`, or such files themselves
    /// @throws AssayException `ASSAY-2092` if no run is named, else as [EvidenceFile#read(Path)]; the faults of all
    ///     runs at once
    public static Dossier ofRuns(String title, String subtitle, Instant created, List<Path> runs) {
        if (runs.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2092",
                    "No run was named, so there is nothing to report.",
                    "the list of runs",
                    "name at least one run folder, such as runs/faq");
        }
        List<Evidence> chapters = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path run : runs) {
            try {
                chapters.addAll(EvidenceFile.read(run));
            } catch (AssayException fault) {
                problems.addAll(fault.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
        return new Dossier(title, subtitle, created, chapters);
    }

    /// How many findings of a severity all chapters have together.
    public long count(Finding.Severity severity) {
        return chapters.stream()
                .flatMap(chapter -> chapter.findings().stream())
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
