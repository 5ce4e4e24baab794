package dev.assay.livebench.contamination;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.score.Judged;
import dev.assay.stats.Bootstrap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// One model's scores on questions from before and after the day on which its training ended.
///
/// Every task is a stratum: its change is the mean of its newer questions minus that of its older ones,
/// a category's the mean of its tasks', the overall one the mean of the categories'; so a benchmark
/// that has more questions of a hard task in later releases shows no change for that alone. Intervals
/// draw questions anew within each task and side ([Bootstrap#percentileOfMeans]). Only tasks with
/// questions on both sides enter.
///
/// Source of the comparison: Roberts et al., "To the Cutoff... and Beyond?" (2023, arXiv 2310.10628).
///
/// @param model      its name
/// @param cutoff     the last day that counts as before, `YYYY-MM-DD`
/// @param overall    over the categories; nothing where no task has both sides
/// @param categories by name, those with a task that has both sides
/// @param tasks      by name, those that have both sides
/// @param oneSided   the others
/// @param unscorable judgments that are left out since the answer could not be graded
/// @param undated    judgments that are left out since their question is not there or has no release day
public record CutoffSplit(
        String model,
        String cutoff,
        Optional<SplitScores> overall,
        Map<String, SplitScores> categories,
        Map<String, SplitScores> tasks,
        List<OneSidedTask> oneSided,
        int unscorable,
        int undated) {
    private static final double POINTS = 100;
    private static final String CODE = "ASSAY-2120";

    /// A task's scores on both sides.
    private record Stratum(String category, String task, List<Double> old, List<Double> fresh) {
        boolean isBoth() {
            return !old.isEmpty() && !fresh.isEmpty();
        }

        double[] side(boolean after) {
            return (after ? fresh : old)
                    .stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /// What may and what may not be concluded, in plain sentences.
    public String conclusion() {
        return Conclusion.of(this);
    }

    /// Splits every model's judgments at a day.
    ///
    /// @param cutoff as `2025-04-25`; questions of a release of that day count as before it
    /// @throws AssayException `ASSAY-2120` if that is no day, or no judgment is to a question with a release day
    public static List<CutoffSplit> of(
            List<Judged> judged, List<Question> questions, String cutoff, Bootstrap bootstrap) {
        requireDay(cutoff);
        Map<String, String> days = new HashMap<>();
        questions.forEach(question -> question.release().ifPresent(day -> days.put(question.id(), day)));
        if (judged.stream().noneMatch(each -> days.containsKey(each.questionId()))) {
            throw AssayException.of(
                    CODE,
                    "No judgment is to a question with a release day.",
                    judged.size() + " judgments, " + days.size() + " questions with a day",
                    "name the files that belong together");
        }
        Map<String, List<Judged>> models = new TreeMap<>();
        judged.forEach(each ->
                models.computeIfAbsent(each.model(), key -> new ArrayList<>()).add(each));
        return models.entrySet().stream()
                .map(model -> split(model.getKey(), model.getValue(), days, cutoff, bootstrap))
                .toList();
    }

    private static void requireDay(String cutoff) {
        try {
            LocalDate.parse(cutoff);
        } catch (DateTimeParseException e) {
            throw AssayException.of(CODE, "This is no day.", "--cutoff " + cutoff, "write it as 2025-04-25");
        }
    }

    private static CutoffSplit split(
            String model, List<Judged> own, Map<String, String> days, String cutoff, Bootstrap bootstrap) {
        List<Judged> dated =
                own.stream().filter(each -> days.containsKey(each.questionId())).toList();
        List<Stratum> strata = strata(dated, days, cutoff);
        Map<String, List<Stratum>> categories = new TreeMap<>();
        Map<String, SplitScores> tasks = new TreeMap<>();
        List<OneSidedTask> oneSided = new ArrayList<>();
        for (Stratum stratum : strata) {
            if (stratum.isBoth()) {
                categories
                        .computeIfAbsent(stratum.category(), key -> new ArrayList<>())
                        .add(stratum);
                tasks.put(stratum.task(), scores(List.of(List.of(stratum)), bootstrap));
            } else {
                boolean after = stratum.old().isEmpty();
                Interval score = bootstrap.percentileOfMeans(List.of(stratum.side(after)), means -> means[0]);
                oneSided.add(new OneSidedTask(stratum.category(), stratum.task(), after, score));
            }
        }
        Map<String, SplitScores> byCategory = new TreeMap<>();
        categories.forEach((category, some) -> byCategory.put(category, scores(List.of(some), bootstrap)));
        return new CutoffSplit(
                model,
                cutoff,
                categories.isEmpty()
                        ? Optional.empty()
                        : Optional.of(scores(List.copyOf(categories.values()), bootstrap)),
                byCategory,
                tasks,
                List.copyOf(oneSided),
                (int) dated.stream().filter(Judged::unscorable).count(),
                own.size() - dated.size());
    }

    private static List<Stratum> strata(List<Judged> dated, Map<String, String> days, String cutoff) {
        Map<List<String>, Stratum> strata = new TreeMap<>(
                Comparator.comparing((List<String> key) -> key.getFirst()).thenComparing(List::getLast));
        dated.stream()
                .filter(each -> !each.unscorable())
                .sorted(Comparator.comparing(Judged::questionId))
                .forEach(each -> {
                    Stratum stratum = strata.computeIfAbsent(
                            List.of(each.category(), each.task()),
                            key -> new Stratum(each.category(), each.task(), new ArrayList<>(), new ArrayList<>()));
                    boolean after = days.getOrDefault(each.questionId(), "").compareTo(cutoff) > 0;
                    (after ? stratum.fresh() : stratum.old()).add(POINTS * each.score());
                });
        return List.copyOf(strata.values());
    }

    /// Scores of some categories' tasks, all with both sides.
    private static SplitScores scores(List<List<Stratum>> categories, Bootstrap bootstrap) {
        int[] sizes = categories.stream().mapToInt(List::size).toArray();
        List<Stratum> all = categories.stream().flatMap(List::stream).toList();
        List<double[]> old = all.stream().map(stratum -> stratum.side(false)).toList();
        List<double[]> fresh = all.stream().map(stratum -> stratum.side(true)).toList();
        List<double[]> both = new ArrayList<>(old);
        both.addAll(fresh);
        return new SplitScores(
                bootstrap.percentileOfMeans(old, means -> ofCategories(means, 0, sizes)),
                bootstrap.percentileOfMeans(fresh, means -> ofCategories(means, 0, sizes)),
                bootstrap.percentileOfMeans(both, change(all.size(), sizes)));
    }

    private static ToDoubleFunction<double[]> change(int tasks, int[] sizes) {
        return means -> ofCategories(means, tasks, sizes) - ofCategories(means, 0, sizes);
    }

    /// The mean of the categories' means, where each category is a run of tasks of its size.
    private static double ofCategories(double[] means, int from, int[] sizes) {
        double sum = 0;
        int at = from;
        for (int size : sizes) {
            double category = 0;
            for (int i = 0; i < size; i++) {
                category += means[at++];
            }
            sum += category / size;
        }
        return sum / sizes.length;
    }
}
