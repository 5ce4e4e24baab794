package dev.assay.model;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// The likeliest first tokens of an answer.
///
/// @param top likeliest first, at least one
public record FirstToken(List<Alternative> top) {
    /// Puts the tokens in order.
    ///
    /// @throws IllegalArgumentException if there is none
    public FirstToken {
        if (top.isEmpty()) {
            throw new IllegalArgumentException("a distribution of the first token shows at least one token");
        }
        top = top.stream()
                .sorted(Comparator.comparingDouble(Alternative::logProbability).reversed())
                .toList();
    }

    /// The log-probability of the token with this text, if it is among those shown.
    public OptionalDouble logProbability(String token) {
        return top.stream()
                .filter(alternative -> alternative.token().equals(token))
                .mapToDouble(Alternative::logProbability)
                .findFirst();
    }

    /// The log-probability of the token with this id, if it is among those shown.
    public OptionalDouble logProbability(int id) {
        return top.stream()
                .filter(alternative ->
                        alternative.id().isPresent() && alternative.id().getAsInt() == id)
                .mapToDouble(Alternative::logProbability)
                .findFirst();
    }

    /// The probability of all tokens shown together; what is missing to 1 lies in the tokens not shown.
    public double shown() {
        return top.stream()
                .mapToDouble(alternative -> Math.exp(alternative.logProbability()))
                .sum();
    }
}
