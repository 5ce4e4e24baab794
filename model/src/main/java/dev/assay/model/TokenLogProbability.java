package dev.assay.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A token that was made or scored, with its log-probability.
///
/// @param token          its text as the model's side renders it; half a character shows as U+FFFD
/// @param bytes          its bytes, where they are known
/// @param id             its number in the vocabulary, where it is known
/// @param logProbability natural logarithm of `p(token | everything before)`; at most 0 up to rounding
/// @param top            the likeliest tokens at this place, likeliest first; empty where not asked for
public record TokenLogProbability(
        String token, Optional<TokenBytes> bytes, OptionalInt id, double logProbability, List<Alternative> top) {
    /// @throws IllegalArgumentException if the log-probability is NaN
    public TokenLogProbability {
        if (Double.isNaN(logProbability)) {
            throw new IllegalArgumentException("the log-probability of token \"" + token + "\" is NaN");
        }
        top = List.copyOf(top);
    }
}
