package dev.assay.tiny.exam;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Table;
import dev.assay.stats.ExactTests;
import dev.assay.stats.Intervals;
import dev.assay.stats.Significance;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The same questions before and after a change to the model, as evidence.
///
/// @param before     answers of the model as it was
/// @param after      answers to the same questions afterwards
/// @param provenance of the measurement
public record ComparisonReport(ExamResult before, ExamResult after, Provenance provenance) implements Evidence.Source {
    private static final double LEVEL = 0.95;
    private static final int SHOWN = 12;

    /// @throws IllegalArgumentException unless both answer the same questions, at least one
    public ComparisonReport {
        if (!before.questions().equals(after.questions()) || before.questions().isEmpty()) {
            throw new IllegalArgumentException("a comparison needs the same questions twice");
        }
    }

    /// The share of right answers before.
    public Interval accuracyBefore() {
        return accuracy(before);
    }

    /// The share of right answers afterwards.
    public Interval accuracyAfter() {
        return accuracy(after);
    }

    private static Interval accuracy(ExamResult result) {
        return Intervals.wilson(result.rightCount(), result.questions().size(), LEVEL);
    }

    /// The mean change of a question from wrong (0) or right (1), paired.
    public Interval change() {
        boolean[] first = before.right();
        boolean[] second = after.right();
        double[] changes = new double[first.length];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = (second[i] ? 1 : 0) - (first[i] ? 1 : 0);
        }
        if (changes.length == 1) {
            return new Interval(changes[0], -1, 1, LEVEL, 1);
        }
        return Intervals.mean(changes, LEVEL);
    }

    /// The exact test of McNemar on the questions whose answer changed from right to wrong or back.
    public Significance significance() {
        return ExactTests.mcNemar(before.right(), after.right());
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                "tiny.comparison",
                "Before and after",
                "Does the model answer questions of the new kind better than before?",
                summary(),
                List.of(
                        Measure.of("Accuracy before", accuracyBefore(), "%"),
                        Measure.of("Accuracy after", accuracyAfter(), "%"),
                        Measure.of("Change", change(), "%").withNote("The same questions twice, so paired."),
                        Measure.of("log10 p", significance().log10P(), "")
                                .withNote("McNemar's exact test of no change, two-sided.")),
                List.of(samples()),
                List.of(),
                List.of(finding()),
                provenance);
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%s On %d held-out questions the share of right answers went from %.1f %% to %.1f %%, a change of %+.1f"
                        + " points (95 %% interval %+.1f to %+.1f).",
                change().low() > 0
                        ? "It does."
                        : change().high() < 0 ? "It answers worse." : "The questions do not tell.",
                before.questions().size(),
                100 * accuracyBefore().estimate(),
                100 * accuracyAfter().estimate(),
                100 * change().estimate(),
                100 * change().low(),
                100 * change().high());
    }

    private Table samples() {
        return new Table(
                "The first questions",
                List.of("question", "right answer", "before", "after"),
                IntStream.range(0, Math.min(SHOWN, before.questions().size()))
                        .mapToObj(i -> List.of(
                                before.questions().get(i).prompt(),
                                before.questions().get(i).answer(),
                                before.answers().get(i),
                                after.answers().get(i)))
                        .toList());
    }

    private Finding finding() {
        return change().low() > 0
                ? new Finding(Finding.Severity.PASSED, "The whole interval of the change lies above zero.")
                : new Finding(Finding.Severity.ISSUE, "The interval of the change does not lie above zero.");
    }
}
