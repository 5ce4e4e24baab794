package dev.assay.livebench.contamination;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Splits at a cut-off day as evidence.
///
/// @param splits     one for each model, at least one
/// @param provenance of the judgments and the questions
public record SplitReport(List<CutoffSplit> splits, Provenance provenance) implements Evidence.Source {
    @Override
    public Evidence evidence() {
        return new Evidence(
                "livebench.split",
                "Before and after the cut-off",
                "Does the model score worse on questions that were released after its training ended?",
                splits.stream().map(CutoffSplit::conclusion).collect(Collectors.joining(" ")),
                measures(),
                List.of(changes(), oneSided()),
                List.of(),
                splits.stream().map(SplitReport::finding).toList(),
                provenance);
    }

    private List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        for (CutoffSplit split : splits) {
            split.overall()
                    .ifPresent(scores ->
                            all.add(Measure.of("Change after the cut-off, " + split.model(), scores.change(), "points")
                                    .withNote("Below 0: the newer questions are answered worse.")));
        }
        return all;
    }

    private Table changes() {
        List<List<String>> rows = new ArrayList<>();
        for (CutoffSplit split : splits) {
            split.categories().forEach((name, scores) -> rows.add(row(split.model(), name, "all", scores)));
            split.tasks().forEach((name, scores) -> rows.add(row(split.model(), "", name, scores)));
        }
        return new Table(
                "Scores before and after the cut-off",
                List.of(
                        "model",
                        "category",
                        "task",
                        "questions before",
                        "before",
                        "questions after",
                        "after",
                        "change"),
                rows);
    }

    private static List<String> row(String model, String category, String task, SplitScores scores) {
        return List.of(
                model,
                category,
                task,
                Long.toString(scores.before().n()),
                shown(scores.before()),
                Long.toString(scores.after().n()),
                shown(scores.after()),
                shown(scores.change()));
    }

    private Table oneSided() {
        List<List<String>> rows = new ArrayList<>();
        for (CutoffSplit split : splits) {
            split.oneSided()
                    .forEach(each -> rows.add(List.of(
                            split.model(),
                            each.category(),
                            each.task(),
                            each.after() ? "after" : "before",
                            Long.toString(each.score().n()),
                            shown(each.score()))));
        }
        return new Table(
                "Tasks with questions on one side only, which do not enter",
                List.of("model", "category", "task", "side", "questions", "score"),
                rows);
    }

    private static Finding finding(CutoffSplit split) {
        Finding.Severity severity = split.overall().isEmpty()
                ? Finding.Severity.NOT_CHECKED
                : split.overall().get().isClearDrop() ? Finding.Severity.ISSUE : Finding.Severity.PASSED;
        return new Finding(severity, split.conclusion());
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", interval.estimate(), interval.low(), interval.high());
    }
}
