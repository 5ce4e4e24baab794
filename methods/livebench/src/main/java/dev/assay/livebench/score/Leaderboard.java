package dev.assay.livebench.score;

import dev.assay.base.Interval;
import dev.assay.stats.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Models by their scores: a task's score is the mean of its questions, a category's that of its tasks,
/// the overall score that of the categories, so that every task weighs the same in its category, and
/// every category the same.
///
/// Intervals come from drawing questions anew within each task ([Bootstrap#percentileOfMeans]).
///
/// @param models      the best first
/// @param differences between each model and the next
/// @param left        models that are left out since they lack questions that another has
public record Leaderboard(List<ModelScores> models, List<Difference> differences, List<String> left) {
    private static final double POINTS = 100;

    /// What is counted and how.
    ///
    /// @param onlyShared       take the questions that all models have, and leave no model out
    /// @param unscorableAsZero count what could not be graded as wrong, as the official leaderboard does
    public record Rules(boolean onlyShared, boolean unscorableAsZero) {
        /// Every question, what could be graded.
        public static final Rules STANDARD = new Rules(false, false);
    }

    /// Scores of one task, one for each question, in the questions' order.
    private record Stratum(String category, String task, Map<String, Judged> byQuestion) {}

    /// Ranks models.
    ///
    /// @param judged at least one
    public static Leaderboard of(List<Judged> judged, Rules rules, Bootstrap bootstrap) {
        Set<String> questions = judged.stream().map(Judged::questionId).collect(Collectors.toCollection(TreeSet::new));
        Map<String, List<Judged>> byModel =
                judged.stream().collect(Collectors.groupingBy(Judged::model, TreeMap::new, Collectors.toList()));
        List<String> left = new ArrayList<>();
        if (rules.onlyShared()) {
            byModel.values().forEach(own -> questions.retainAll(ids(own)));
        } else {
            byModel.forEach((model, own) -> {
                if (ids(own).size() < questions.size()) {
                    left.add(model);
                }
            });
            left.forEach(byModel::remove);
        }
        List<ModelScores> models = new ArrayList<>();
        Map<String, List<Stratum>> strata = new HashMap<>();
        byModel.forEach((model, own) -> {
            List<Stratum> all = strata(own, questions);
            if (all.stream().anyMatch(stratum -> counted(stratum, rules).length > 0)) {
                strata.put(model, all);
                models.add(scores(model, all, rules, bootstrap));
            }
        });
        models.sort(
                Comparator.comparingDouble((ModelScores each) -> each.overall().estimate())
                        .reversed()
                        .thenComparing(ModelScores::model));
        return new Leaderboard(List.copyOf(models), differences(models, strata, rules, bootstrap), List.copyOf(left));
    }

    private static Set<String> ids(List<Judged> own) {
        return own.stream().map(Judged::questionId).collect(Collectors.toSet());
    }

    private static List<Stratum> strata(List<Judged> own, Set<String> questions) {
        Map<List<String>, Map<String, Judged>> tasks = new TreeMap<>(
                Comparator.comparing((List<String> key) -> key.getFirst()).thenComparing(List::getLast));
        own.stream()
                .filter(each -> questions.contains(each.questionId()))
                .forEach(each -> tasks.computeIfAbsent(List.of(each.category(), each.task()), key -> new TreeMap<>())
                        .put(each.questionId(), each));
        return tasks.entrySet().stream()
                .map(entry ->
                        new Stratum(entry.getKey().getFirst(), entry.getKey().getLast(), entry.getValue()))
                .toList();
    }

    private static ModelScores scores(String model, List<Stratum> strata, Rules rules, Bootstrap bootstrap) {
        Map<String, Interval> tasks = new TreeMap<>();
        Map<String, Integer> unscorable = new TreeMap<>();
        Map<String, List<double[]>> categories = new TreeMap<>();
        for (Stratum stratum : strata) {
            int count = (int) stratum.byQuestion().values().stream()
                    .filter(Judged::unscorable)
                    .count();
            if (count > 0) {
                unscorable.put(stratum.task(), count);
            }
            double[] counted = counted(stratum, rules);
            if (counted.length > 0) {
                tasks.put(stratum.task(), bootstrap.percentileOfMeans(List.of(counted), means -> means[0]));
                categories
                        .computeIfAbsent(stratum.category(), key -> new ArrayList<>())
                        .add(counted);
            }
        }
        Map<String, Interval> byCategory = new TreeMap<>();
        categories.forEach(
                (category, own) -> byCategory.put(category, bootstrap.percentileOfMeans(own, Leaderboard::mean)));
        return new ModelScores(model, tasks, byCategory, overall(categories, bootstrap), unscorable);
    }

    private static double[] counted(Stratum stratum, Rules rules) {
        return stratum.byQuestion().values().stream()
                .filter(each -> rules.unscorableAsZero() || !each.unscorable())
                .mapToDouble(each -> POINTS * each.score())
                .toArray();
    }

    private static Interval overall(Map<String, List<double[]>> categories, Bootstrap bootstrap) {
        List<double[]> all = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        categories.values().forEach(own -> {
            all.addAll(own);
            ends.add(all.size());
        });
        return bootstrap.percentileOfMeans(all, ofCategories(ends));
    }

    /// The mean of the categories' means, where each category is a run of tasks.
    private static ToDoubleFunction<double[]> ofCategories(List<Integer> ends) {
        return means -> {
            double sum = 0;
            int from = 0;
            for (int end : ends) {
                double category = 0;
                for (int i = from; i < end; i++) {
                    category += means[i];
                }
                sum += category / (end - from);
                from = end;
            }
            return sum / ends.size();
        };
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static List<Difference> differences(
            List<ModelScores> models, Map<String, List<Stratum>> strata, Rules rules, Bootstrap bootstrap) {
        List<Difference> all = new ArrayList<>();
        for (int i = 0; i + 1 < models.size(); i++) {
            String first = models.get(i).model();
            String second = models.get(i + 1).model();
            Map<String, List<double[]>> paired =
                    paired(strata.getOrDefault(first, List.of()), strata.getOrDefault(second, List.of()), rules);
            if (!paired.isEmpty()) {
                all.add(new Difference(first, second, overall(paired, bootstrap)));
            }
        }
        return List.copyOf(all);
    }

    /// Differences on each question that both have a score for, by category and task.
    private static Map<String, List<double[]>> paired(List<Stratum> first, List<Stratum> second, Rules rules) {
        Map<String, Judged> other = new HashMap<>();
        second.forEach(stratum -> other.putAll(stratum.byQuestion()));
        Map<String, List<double[]>> categories = new TreeMap<>();
        for (Stratum stratum : first) {
            Set<String> both = new LinkedHashSet<>(stratum.byQuestion().keySet());
            both.retainAll(other.keySet());
            double[] differences = both.stream()
                    .filter(id -> rules.unscorableAsZero()
                            || (!judged(stratum.byQuestion(), id).unscorable()
                                    && !judged(other, id).unscorable()))
                    .mapToDouble(id -> POINTS
                            * (judged(stratum.byQuestion(), id).score()
                                    - judged(other, id).score()))
                    .toArray();
            if (differences.length > 0) {
                categories
                        .computeIfAbsent(stratum.category(), key -> new ArrayList<>())
                        .add(differences);
            }
        }
        return categories;
    }

    private static Judged judged(Map<String, Judged> all, String id) {
        return java.util.Objects.requireNonNull(all.get(id));
    }
}
