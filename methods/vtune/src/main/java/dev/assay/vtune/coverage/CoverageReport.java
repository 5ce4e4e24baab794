package dev.assay.vtune.coverage;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.base.evidence.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How much of the data was used, as evidence.
///
/// @param coverage   that was measured
/// @param knowledge  by what
/// @param model      that was asked
/// @param provenance of data and model
public record CoverageReport(Coverage coverage, String knowledge, String model, Provenance provenance)
        implements Evidence.Source {
    @Override
    public Evidence evidence() {
        Interval used = coverage.used();
        return new Evidence(
                "vtune.coverage",
                "How much of the data was used? " + model,
                "Was the model trained on all of our data, or on a part?",
                summary(),
                List.of(
                        Measure.of("Least share of the rows used", used, "%")
                                .withNote("rows that were used and did not stick count as unused"),
                        Measure.of("Rows sent are known better than others (AUROC)", coverage.auroc(), "")
                                .withNote("0.5 where nothing was used"),
                        Measure.of(
                                "log10 p, both are known equally well",
                                coverage.difference().log10P(),
                                "")),
                List.of(),
                List.of(),
                List.of(
                        new Finding(used.low() > 0 ? Severity.PASSED : Severity.ISSUE, summary()),
                        new Finding(
                                Severity.TIP,
                                "It is a lower bound. Few epochs leave few traces; a bound of 0 is no proof that"
                                        + " nothing was used. Rows not sent must be of the same kind as the data.")),
                provenance);
    }

    /// The finding.
    public String summary() {
        Interval used = coverage.used();
        return String.format(
                Locale.ROOT,
                "At least %.0f %% of the rows%s were used, at 95 %% confidence (estimate: at least %.0f %%), by the %s of"
                        + " %d rows that were sent and %d that were not.%s",
                100 * used.low(),
                coverage.passedOver() > 0 ? " that fit the model's context" : "",
                100 * used.estimate(),
                knowledge,
                coverage.sent().length,
                coverage.held().length,
                coverage.passedOver() > 0
                        ? " Of " + coverage.passedOver() + " longer ones that were drawn nothing is known."
                        : "");
    }

    /// The numbers for programs.
    public Map<String, Object> fields() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("used", coverage.used().estimate());
        all.put("used-low", coverage.used().low());
        all.put("auroc", coverage.auroc().estimate());
        all.put("auroc-low", coverage.auroc().low());
        all.put("auroc-high", coverage.auroc().high());
        all.put("log10_p", coverage.difference().log10P());
        all.put("sent", coverage.sent().length);
        all.put("held", coverage.held().length);
        all.put("passed-over", coverage.passedOver());
        all.put("by", knowledge);
        return all;
    }
}
