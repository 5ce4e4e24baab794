package dev.assay.model;

import dev.assay.base.AssayException;

/// The check, before any work starts, that a model can do what a method needs.
public final class Capabilities {
    private Capabilities() {}

    /// The capability, or one problem that says what is missing.
    ///
    /// @param what what it is needed for, completing "needed for ...", such as `the semantic-entropy
    ///     baseline`
    /// @throws AssayException `ASSAY-2030` if the model does not have it
    public static <C extends Capability> C require(LanguageModel model, Class<C> type, String what) {
        return model.capability(type)
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2030",
                        "This model has no " + type.getSimpleName() + ", which is needed for " + what + ".",
                        "model " + model.name(),
                        mend(type)));
    }

    private static String mend(Class<? extends Capability> type) {
        if (type == TokenScorer.class) {
            return "open a local model folder, or an endpoint whose completions route proves echo with logprobs";
        }
        if (type == FirstTokenDistribution.class) {
            return "open a local model folder, or an endpoint that proves top_logprobs";
        }
        return "open a local model folder; endpoints do not offer this";
    }
}
