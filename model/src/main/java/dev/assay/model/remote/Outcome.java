package dev.assay.model.remote;

import dev.assay.base.Problem;
import dev.assay.model.Answer;

/// What became of one prompt of a batch. A failure is never an empty answer.
public sealed interface Outcome {
    /// The model answered.
    record Answered(Answer answer) implements Outcome {}

    /// It could not; a later run over the same journal asks again.
    record Failed(Problem problem) implements Outcome {}
}
