package dev.assay.livebench.contamination;

import java.util.Optional;
import java.util.OptionalDouble;

/// What was found of one question.
///
/// @param questionId  of the question
/// @param category    its category
/// @param task        its task
/// @param ngram       words of the n-grams that it was searched for by
/// @param counted     its different n-grams, boilerplate left out
/// @param boilerplate its different n-grams that are left out
/// @param found       those of the counted ones that were found
/// @param longestRun  words of the longest run in the corpus whose every n-gram is counted here
/// @param first       where one was found first
/// @param truth       share of the ground truth's n-grams found near the question's words; nothing
///     where the truth has none of its own
/// @param verdict     what that says
public record QuestionOverlap(
        String questionId,
        String category,
        String task,
        int ngram,
        int counted,
        int boilerplate,
        int found,
        int longestRun,
        Optional<Place> first,
        OptionalDouble truth,
        Verdict verdict) {
    /// Share of its n-grams that were found; 0 where it has none.
    public double coverage() {
        return counted == 0 ? 0 : (double) found / counted;
    }
}
