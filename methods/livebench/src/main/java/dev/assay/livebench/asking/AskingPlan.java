package dev.assay.livebench.asking;

import dev.assay.model.Sampling;
import java.util.Optional;

/// How a model is asked.
///
/// @param name              under which its answers are filed
/// @param sampling          unless a question requires a temperature of its own
/// @param system            said before every question that brings no system prompt of its own
/// @param parallelism       questions under way at once
/// @param requestsPerMinute at most; 0 for as many as come
/// @param retryFailed       ask again what failed in an earlier run
/// @param prices            of tokens, for the cost of each answer
public record AskingPlan(
        String name,
        Sampling sampling,
        Optional<String> system,
        int parallelism,
        double requestsPerMinute,
        boolean retryFailed,
        Optional<Prices> prices) {
    /// What a million tokens cost, in one currency.
    ///
    /// @param input  tokens read
    /// @param output tokens made
    public record Prices(double input, double output) {
        /// Of one answer, to six places.
        double of(long read, long made) {
            return Math.rint((read * input + made * output) / 1e6 * 1e6) / 1e6;
        }
    }

    public AskingPlan {
        if (parallelism < 1 || parallelism > 1024) {
            throw new IllegalArgumentException("parallelism lies from 1 to 1024, not " + parallelism);
        }
        if (!(requestsPerMinute >= 0)) {
            throw new IllegalArgumentException("requests per minute are at least 0, not " + requestsPerMinute);
        }
    }

    /// Eight at once, greedy, answers of at most 4,096 tokens.
    public static AskingPlan of(String name) {
        return new AskingPlan(
                name, Sampling.greedy().withMaxTokens(4096), Optional.empty(), 8, 0, false, Optional.empty());
    }
}
