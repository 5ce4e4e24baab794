package dev.assay.base.evidence;

import dev.assay.base.Provenance;
import java.util.List;

/// One chapter of a dossier, as data: what a method found, in a form that the report room can show without
/// knowing the method.
///
/// @param method     stable name of the method, such as `lm.finetune`
/// @param title      the chapter's heading
/// @param question   the question that it answers, in the user's words
/// @param summary    the answer in a few plain sentences
/// @param measures   the numbers
/// @param tables     details
/// @param plots      pictures, as data
/// @param findings   what was checked, and what to beware of
/// @param provenance where it came from
public record Evidence(
        String method,
        String title,
        String question,
        String summary,
        List<Measure> measures,
        List<Table> tables,
        List<Plot> plots,
        List<Finding> findings,
        Provenance provenance) {
    public Evidence {
        measures = List.copyOf(measures);
        tables = List.copyOf(tables);
        plots = List.copyOf(plots);
        findings = List.copyOf(findings);
    }

    /// A result that can speak as a chapter. Every method's own result record implements it.
    public interface Source {
        /// The chapter.
        Evidence evidence();
    }
}
