package dev.assay.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A token that could have stood at a place, with its log-probability there.
///
/// @param token          its text as the model's side renders it
/// @param bytes          its bytes, where they are known
/// @param id             its number in the vocabulary, where it is known
/// @param logProbability natural logarithm of its probability at this place
public record Alternative(String token, Optional<TokenBytes> bytes, OptionalInt id, double logProbability) {
    /// @throws IllegalArgumentException if the log-probability is NaN
    public Alternative {
        if (Double.isNaN(logProbability)) {
            throw new IllegalArgumentException("the log-probability of token \"" + token + "\" is NaN");
        }
    }
}
