package dev.assay.livebench.contamination;

import dev.assay.base.Interval;
import dev.assay.base.Json;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Table;
import dev.assay.stats.Intervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Overlap with a corpus as evidence.
///
/// @param overlap    what was found
/// @param provenance of the questions and the corpus
public record OverlapReport(Overlap overlap, Provenance provenance) implements Evidence.Source {
    private static final double LEVEL = 0.95;
    private static final int MOST_SHOWN = 50;

    @Override
    public Evidence evidence() {
        return new Evidence(
                "livebench.overlap",
                "Questions in a corpus",
                "Could a model that was trained on this corpus have seen the questions?",
                summary(),
                measures(),
                List.of(tasks(), questions()),
                List.of(),
                findings(),
                provenance);
    }

    /// The finding in one sentence.
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Of %d questions %d are contaminated, %d are found in part, %d are clean, and %d are too short to be"
                        + " searched for; %d files with %d words were read.",
                overlap.questions().size(),
                overlap.count(Verdict.CONTAMINATED),
                overlap.count(Verdict.PARTIAL),
                overlap.count(Verdict.CLEAN),
                overlap.count(Verdict.TOO_SHORT),
                overlap.searched().files(),
                overlap.searched().words());
    }

    private List<Measure> measures() {
        long searched = overlap.questions().size() - overlap.count(Verdict.TOO_SHORT);
        if (searched == 0) {
            return List.of();
        }
        long contaminated = overlap.count(Verdict.CONTAMINATED);
        long found = contaminated + overlap.count(Verdict.PARTIAL);
        return List.of(
                Measure.of("Questions contaminated", Intervals.wilson(contaminated, searched, LEVEL), "%"),
                Measure.of("Questions of which anything was found", Intervals.wilson(found, searched, LEVEL), "%"));
    }

    private Table tasks() {
        return new Table(
                "Overlap by task",
                List.of("task", "questions", "contaminated", "anything found", "mean coverage"),
                overlap.tasks().stream()
                        .map(each -> List.of(
                                each.task(),
                                Integer.toString(each.questions()),
                                percent(each.contaminated()),
                                percent(each.found()),
                                percent(each.coverage())))
                        .toList());
    }

    private Table questions() {
        return new Table(
                "Questions that were found, most covered first",
                List.of("question", "task", "verdict", "coverage", "longest run", "found first in"),
                found().stream()
                        .limit(MOST_SHOWN)
                        .map(each -> List.of(
                                each.questionId(),
                                each.task(),
                                each.verdict().name().toLowerCase(Locale.ROOT),
                                percent(each.coverage()),
                                Integer.toString(each.longestRun()),
                                each.first().map(Place::shown).orElse("")))
                        .toList());
    }

    /// Questions of which something was found, most covered first.
    public List<QuestionOverlap> found() {
        return overlap.questions().stream()
                .filter(each -> each.found() > 0)
                .sorted(Comparator.comparingDouble(QuestionOverlap::coverage)
                        .reversed()
                        .thenComparing(QuestionOverlap::questionId))
                .toList();
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        boolean clean = overlap.count(Verdict.CONTAMINATED) + overlap.count(Verdict.PARTIAL) == 0;
        all.add(new Finding(clean ? Finding.Severity.PASSED : Finding.Severity.ISSUE, summary()));
        all.add(
                new Finding(
                        Finding.Severity.NOT_CHECKED,
                        "Paraphrases and translations are not found, and what the corpus lacks says nothing about other data."));
        cautions().forEach(text -> all.add(new Finding(Finding.Severity.NOT_CHECKED, text)));
        return all;
    }

    /// What was left out, in sentences.
    public List<String> cautions() {
        List<String> all = new ArrayList<>();
        OverlapRules rules = overlap.rules();
        long lessened = overlap.questions().stream()
                .filter(each -> each.boilerplate() > 0)
                .count();
        if (lessened > 0) {
            all.add("Of " + lessened + " questions n-grams are left out that more than " + rules.shared()
                    + " questions of their task share, or all of a smaller task.");
        }
        if (overlap.searched().others() > 0) {
            all.add(overlap.searched().others() + " files of other kinds were not read.");
        }
        List<String> without = overlap.searched().without();
        if (!without.isEmpty()) {
            all.add(without.size() + " JSON files have none of the fields that hold text, such as " + without.getFirst()
                    + ".");
        }
        return all;
    }

    /// One line of JSON for each question, in their order.
    public String lines() {
        StringBuilder lines = new StringBuilder();
        overlap.questions()
                .forEach(each -> lines.append(Json.line(fields(each))).append('\n'));
        return lines.toString();
    }

    /// A question's fields, for a program.
    public static Map<String, Object> fields(QuestionOverlap each) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question_id", each.questionId());
        fields.put("category", each.category());
        fields.put("task", each.task());
        fields.put("verdict", each.verdict().name().toLowerCase(Locale.ROOT));
        fields.put("ngram", each.ngram());
        fields.put("counted", each.counted());
        fields.put("boilerplate", each.boilerplate());
        fields.put("found", each.found());
        fields.put("coverage", each.coverage());
        fields.put("longest_run", each.longestRun());
        each.truth().ifPresent(share -> fields.put("truth_coverage", share));
        each.first().ifPresent(place -> {
            fields.put("file", place.file());
            fields.put("line", place.line());
            fields.put("byte", place.offset());
        });
        return fields;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String percent(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
