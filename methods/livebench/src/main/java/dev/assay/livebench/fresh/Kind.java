package dev.assay.livebench.fresh;

import java.util.Optional;

/// What questions are filed under, as LiveBench names it.
///
/// @param category such as `math`
/// @param task     such as `AMPS_Hard`
/// @param subtask  where a task has kinds, such as `amps_hard_gcd`
public record Kind(String category, String task, Optional<String> subtask) {
    /// A task without kinds.
    public static Kind of(String category, String task) {
        return new Kind(category, task, Optional.empty());
    }

    /// A kind of a task.
    public static Kind of(String category, String task, String subtask) {
        return new Kind(category, task, Optional.of(subtask));
    }

    /// A word for messages and files.
    public String name() {
        return subtask.orElse(task);
    }
}
