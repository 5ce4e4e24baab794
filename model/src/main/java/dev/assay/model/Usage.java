package dev.assay.model;

import java.time.Duration;

/// What an answer cost.
///
/// @param promptTokens tokens read; 0 where the endpoint does not say
/// @param answerTokens tokens made; 0 where the endpoint does not say
/// @param time         from the call to the last token, waiting and retries included
public record Usage(int promptTokens, int answerTokens, Duration time) {
    /// @throws IllegalArgumentException if a count or the time is negative
    public Usage {
        if (promptTokens < 0 || answerTokens < 0 || time.isNegative()) {
            throw new IllegalArgumentException(
                    "usage counts from 0: " + promptTokens + " + " + answerTokens + " tokens in " + time);
        }
    }

    /// Tokens read and made.
    public long totalTokens() {
        return (long) promptTokens + answerTokens;
    }
}
