package dev.assay.livebench.contamination;

import dev.assay.base.Interval;
import dev.assay.stats.Intervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was found of the questions of one task.
///
/// Questions that are too short to be searched for are in no share.
///
/// @param category     its category
/// @param task         its name
/// @param questions    how many were searched for
/// @param tooShort     how many could not be
/// @param found        share of those of which anything was found, with Wilson's interval
/// @param contaminated share of those that are contaminated, with Wilson's interval
/// @param coverage     mean share of a question's n-grams that were found
public record TaskOverlap(
        String category,
        String task,
        int questions,
        int tooShort,
        Interval found,
        Interval contaminated,
        double coverage) {
    /// Summaries of tasks of which at least one question was searched for, by category and name.
    static List<TaskOverlap> of(List<QuestionOverlap> all, double level) {
        Map<List<String>, List<QuestionOverlap>> tasks = new TreeMap<>(
                Comparator.comparing((List<String> key) -> key.getFirst()).thenComparing(List::getLast));
        all.forEach(each -> tasks.computeIfAbsent(List.of(each.category(), each.task()), key -> new ArrayList<>())
                .add(each));
        return tasks.values().stream()
                .filter(own -> own.stream().anyMatch(each -> each.verdict() != Verdict.TOO_SHORT))
                .map(own -> task(own, level))
                .toList();
    }

    private static TaskOverlap task(List<QuestionOverlap> own, double level) {
        List<QuestionOverlap> searched =
                own.stream().filter(each -> each.verdict() != Verdict.TOO_SHORT).toList();
        long found = searched.stream().filter(each -> each.found() > 0).count();
        long contaminated = searched.stream()
                .filter(each -> each.verdict() == Verdict.CONTAMINATED)
                .count();
        return new TaskOverlap(
                own.getFirst().category(),
                own.getFirst().task(),
                searched.size(),
                own.size() - searched.size(),
                Intervals.wilson(found, searched.size(), level),
                Intervals.wilson(contaminated, searched.size(), level),
                searched.stream()
                        .mapToDouble(QuestionOverlap::coverage)
                        .average()
                        .orElse(0));
    }
}
