package dev.assay.vtune.verify;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.base.evidence.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Several models that were asked about the same planted rows, side by side.
///
/// @param reports    one of each model
/// @param provenance of the manifest
public record Comparison(List<VerificationReport> reports, Provenance provenance) implements Evidence.Source {
    public Comparison {
        reports = List.copyOf(reports);
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                "vtune.compare",
                "Which of them was fine-tuned on this data?",
                "Which of several models was really trained on our data?",
                summary(),
                List.of(),
                List.of(table()),
                List.of(),
                reports.stream()
                        .map(report -> new Finding(
                                report.verdict() == Outcome.Verdict.VERIFIED ? Severity.PASSED : Severity.ISSUE,
                                report.model() + ": " + report.verdict().words() + "."))
                        .toList(),
                provenance);
    }

    /// Each model's verdict.
    public String summary() {
        return reports.stream()
                        .map(report -> report.model() + ": " + report.verdict().words() + " (log10 p = "
                                + number(OptionalDouble.of(report.outcome().log10Decisive(report.tests()))) + ")")
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private Table table() {
        return new Table(
                "p-values side by side",
                List.of(
                        "model",
                        "signatures after triggers",
                        "without",
                        "log10 p, secret draw",
                        "log10 p, scoring model",
                        "task",
                        "queries",
                        "verdict"),
                reports.stream().map(Comparison::row).toList());
    }

    private static List<String> row(VerificationReport report) {
        Outcome outcome = report.outcome();
        return List.of(
                report.model(),
                percent(outcome.activation()),
                percent(outcome.leak()),
                number(outcome.log10Secret()),
                number(outcome.log10Model()),
                report.task()
                        .map(task -> task.metric().word() + " " + percent(Optional.of(task.score())))
                        .orElse("not measured"),
                Integer.toString(outcome.asked()),
                report.verdict().words());
    }

    private static String percent(Optional<Interval> share) {
        return share.map(each -> String.format(
                        Locale.ROOT,
                        "%.0f %% [%.0f, %.0f] of %d",
                        100 * each.estimate(),
                        100 * each.low(),
                        100 * each.high(),
                        each.n()))
                .orElse("-");
    }

    private static String number(OptionalDouble log10) {
        return log10.isPresent() ? String.format(Locale.ROOT, "%.1f", log10.getAsDouble() + 0.0) : "-";
    }
}
