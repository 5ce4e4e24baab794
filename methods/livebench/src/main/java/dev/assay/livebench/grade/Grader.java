package dev.assay.livebench.grade;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.question.Question;

/// Compares answers to the questions of one task with what is right.
@FunctionalInterface
public interface Grader {
    /// The grade of an answer.
    ///
    /// @param answer without thoughts in `<think>` tags
    /// @throws GraderFault where the official grader would fail too, or the question lacks something
    Grade grade(Question question, String answer, Mode mode);
}
