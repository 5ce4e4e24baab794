package dev.assay.livebench.contamination;

import java.util.List;

/// What of some questions stands in a corpus.
///
/// @param rules     what counted
/// @param searched  what was read
/// @param questions in their order
/// @param tasks     by category and name; those whose questions all are too short are not there
public record Overlap(OverlapRules rules, Searched searched, List<QuestionOverlap> questions, List<TaskOverlap> tasks) {
    /// What was read of a corpus.
    ///
    /// @param files   that were read
    /// @param others  files of other kinds, which were not
    /// @param without JSON files that had none of the fields that hold text
    /// @param bytes   unpacked
    /// @param words   in all
    public record Searched(int files, int others, List<String> without, long bytes, long words) {}

    public Overlap {
        questions = List.copyOf(questions);
        tasks = List.copyOf(tasks);
    }

    /// How many questions have a verdict.
    public long count(Verdict verdict) {
        return questions.stream().filter(each -> each.verdict() == verdict).count();
    }
}
