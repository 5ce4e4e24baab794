package dev.assay.livebench.score;

import dev.assay.base.Interval;
import java.util.Map;

/// A model's scores, from 0 to 100.
///
/// @param model      its name
/// @param tasks      the mean of each task's questions, by name
/// @param categories the mean of each category's tasks, by name
/// @param overall    the mean of the categories
/// @param unscorable answers that could not be graded, by task; they are in no mean unless asked for
public record ModelScores(
        String model,
        Map<String, Interval> tasks,
        Map<String, Interval> categories,
        Interval overall,
        Map<String, Integer> unscorable) {
    /// How many answers could not be graded.
    public int allUnscorable() {
        return unscorable.values().stream().mapToInt(Integer::intValue).sum();
    }
}
