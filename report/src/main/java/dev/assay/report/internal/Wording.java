package dev.assay.report.internal;

import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Words that page and Markdown share.
final class Wording {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Wording() {}

    /// Severities from what the reader must know first.
    static final List<Finding.Severity> BY_WEIGHT = List.of(
            Finding.Severity.ISSUE, Finding.Severity.TIP, Finding.Severity.NOT_CHECKED, Finding.Severity.PASSED);

    static String severity(Finding.Severity severity) {
        return switch (severity) {
            case PASSED -> "Passed";
            case TIP -> "Tip";
            case ISSUE -> "Issue";
            case NOT_CHECKED -> "Not checked";
        };
    }

    /// How many, in words: `1 issue`, `3 not checked`.
    static String count(Finding.Severity severity, long count) {
        String word = severity(severity).toLowerCase(Locale.ROOT);
        boolean plural = count != 1 && (severity == Finding.Severity.TIP || severity == Finding.Severity.ISSUE);
        return Numbers.count(count) + " " + word + (plural ? "s" : "");
    }

    /// All counts of a chapter that are not nought.
    static String counts(List<Finding> findings) {
        String counts = BY_WEIGHT.stream()
                .filter(severity -> count(findings, severity) > 0)
                .map(severity -> count(severity, count(findings, severity)))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "none" : counts;
    }

    static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /// Findings with the weightiest first, otherwise in their order.
    static List<Finding> weightiestFirst(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(finding -> BY_WEIGHT.indexOf(finding.severity())))
                .toList();
    }

    static String date(Instant instant) {
        try {
            return DATE.format(instant);
        } catch (DateTimeException farAway) {
            return instant.toString();
        }
    }

    /// A time in evidence, which may be any text.
    static String date(String iso) {
        try {
            return date(Instant.parse(iso));
        } catch (DateTimeException other) {
            return iso.isBlank() ? "not stated" : iso;
        }
    }

    /// The paragraphs of a text: parted by empty lines.
    static List<String> paragraphs(String text) {
        return Arrays.stream(text.strip().split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /// A chapter's title, or what stands in where there is none.
    static String title(Evidence chapter) {
        return chapter.title().isBlank() ? chapter.method() : chapter.title();
    }
}
