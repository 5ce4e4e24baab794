package dev.assay.model;

import java.util.List;

/// How likely a continuation is: log-probabilities of its tokens.
///
/// @param tokens in the order of the text; empty for an empty continuation
public record Score(List<TokenLogProbability> tokens) {
    public Score {
        tokens = List.copyOf(tokens);
    }

    /// `log p(continuation | prompt)`, the sum over the tokens, in nats; 0 for none.
    public double logProbability() {
        return tokens.stream().mapToDouble(TokenLogProbability::logProbability).sum();
    }

    /// The mean over the tokens, in nats per token.
    ///
    /// @throws IllegalStateException if there is no token
    public double meanLogProbability() {
        if (tokens.isEmpty()) {
            throw new IllegalStateException("an empty continuation has no mean log-probability");
        }
        return logProbability() / tokens.size();
    }

    /// `exp(-mean)`: 1 for a text that is certain.
    ///
    /// @throws IllegalStateException if there is no token
    public double perplexity() {
        return Math.exp(-meanLogProbability());
    }
}
