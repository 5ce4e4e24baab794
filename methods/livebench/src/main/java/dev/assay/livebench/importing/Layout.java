package dev.assay.livebench.importing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What rows are: which fields each needs.
public enum Layout {
    /// `question.jsonl`.
    QUESTIONS(List.of("question_id", "category", "task", "turns")),
    /// `model_answer/MODEL.jsonl`.
    ANSWERS(List.of("question_id", "choices")),
    /// `model_judgment/ground_truth_judgment.jsonl`.
    JUDGMENTS(List.of("question_id", "category", "task", "model", "score"));

    private final List<String> needed;

    Layout(List<String> needed) {
        this.needed = needed;
    }

    /// Fields that every row needs.
    public List<String> needed() {
        return needed;
    }

    /// The layout that rows with these fields have.
    static Optional<Layout> of(Set<String> fields) {
        return Stream.of(values())
                .filter(layout -> fields.containsAll(layout.needed))
                .findFirst();
    }
}
