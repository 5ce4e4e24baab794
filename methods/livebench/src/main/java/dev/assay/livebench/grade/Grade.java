package dev.assay.livebench.grade;

/// What a grader says of an answer.
///
/// An answer that could not be graded is not a wrong one: it never counts as zero in silence.
public sealed interface Grade {
    /// The answer was compared with what is right.
    ///
    /// @param score from 0 to 1; the official graders of a few tasks go beyond 1
    /// @param why   what decided, in a few words
    record Scored(double score, String why) implements Grade {}

    /// The answer could not be compared.
    ///
    /// @param reason of which kind
    /// @param why    what happened
    record Unscorable(Reason reason, String why) implements Grade {}

    /// Why an answer cannot be graded.
    enum Reason {
        /// The grader failed on it.
        EVAL_ERROR,
        /// There is none.
        NO_ANSWER,
        /// The model could not be asked.
        API_ERROR,
        /// The question does not fit the model's context, so it was not asked.
        TOO_LONG,
        /// The model ran out of tokens before it answered.
        TOKEN_EXHAUSTION,
        /// Grading took longer than it may.
        TIMEOUT,
        /// Whether the answer equals the right one was not decided.
        UNDECIDED,
        /// What runs the answer's code is not here.
        SKIPPED_NO_RUNTIME
    }

    /// All or nothing.
    static Grade right(boolean right, String why) {
        return new Scored(right ? 1 : 0, why);
    }

    /// A part.
    static Grade of(double score, String why) {
        return new Scored(score, why);
    }
}
