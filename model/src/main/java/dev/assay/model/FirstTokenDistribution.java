package dev.assay.model;

import java.util.Map;

/// Shows the distribution of the first token of the answer.
@FunctionalInterface
public interface FirstTokenDistribution extends Capability {
    /// The likeliest first tokens at temperature 1.
    ///
    /// @param topK      how many, at least 1; an endpoint that gives fewer at most gives those
    /// @param logitBias added to the logits of these token ids before the softmax; empty for none
    /// @throws IllegalArgumentException if `topK` is below 1
    FirstToken firstToken(Prompt prompt, int topK, Map<Integer, Double> logitBias);

    /// The likeliest first tokens with no bias.
    default FirstToken firstToken(Prompt prompt, int topK) {
        return firstToken(prompt, topK, Map.of());
    }
}
