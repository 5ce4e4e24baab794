package dev.assay.livebench.question;

import dev.assay.base.AssayException;
import java.util.List;
import java.util.Optional;

/// Which questions are taken: those of a release, and not older than a day.
///
/// A question is of a release if it came with it or with one before it, and was not yet removed. Days
/// are compared as text, `2024-11-25`.
///
/// @param label   a release; nothing takes questions of all
/// @param minimum the first release that a question may have come with, such as the day after a model's training ended
public record Release(Optional<String> label, Optional<String> minimum) {
    /// The releases that LiveBench has had.
    public static final List<String> KNOWN = List.of(
            "2024-06-24",
            "2024-07-26",
            "2024-08-31",
            "2024-11-25",
            "2025-04-02",
            "2025-04-25",
            "2025-05-30",
            "2025-11-25",
            "2025-12-23",
            "2026-01-08",
            "2026-06-25");

    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    /// @throws AssayException `ASSAY-2120` if the label is no release, or the day none
    public Release {
        label.filter(each -> !KNOWN.contains(each)).ifPresent(each -> {
            throw AssayException.of(
                    "ASSAY-2120",
                    "There is no such release.",
                    "--release " + each,
                    "name one of " + String.join(", ", KNOWN));
        });
        minimum.filter(each -> !each.matches(DAY)).ifPresent(each -> {
            throw AssayException.of(
                    "ASSAY-2120", "This is no day.", "--min-release-date " + each, "write it as 2025-04-25");
        });
    }

    /// Every question.
    public static Release all() {
        return new Release(Optional.empty(), Optional.empty());
    }

    /// Whether a question is taken.
    public boolean has(Question question) {
        return label.map(release -> isOf(question, release)).orElse(true)
                && minimum.map(question::isSince).orElse(true);
    }

    private static boolean isOf(Question question, String release) {
        boolean came = question.release()
                .filter(KNOWN::contains)
                .filter(day -> day.compareTo(release) <= 0)
                .isPresent();
        return came && question.removal().map(day -> day.compareTo(release) > 0).orElse(true);
    }
}
