package dev.assay.model.remote;

/// What asking an endpoint has shown about one feature.
///
/// @param verdict the result
/// @param why     what was asked and what came back, in a sentence
public record Proof(Verdict verdict, String why) {
    /// How a question to an endpoint can end.
    public enum Verdict {
        /// The answer can only be explained by the feature.
        PROVED,
        /// The endpoint refused, or its answer shows that the feature is not there.
        REFUTED,
        /// The question could not be decided.
        UNKNOWN
    }

    static Proof proved(String why) {
        return new Proof(Verdict.PROVED, why);
    }

    static Proof refuted(String why) {
        return new Proof(Verdict.REFUTED, why);
    }

    static Proof unknown(String why) {
        return new Proof(Verdict.UNKNOWN, why);
    }
}
