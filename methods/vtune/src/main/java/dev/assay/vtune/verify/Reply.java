package dev.assay.vtune.verify;

import java.util.List;
import java.util.Optional;

/// What came of a query.
///
/// @param query   that was asked
/// @param answer  empty where there was none
/// @param hits    groups whose signature stands in it
/// @param failure why there was no answer
public record Reply(Query query, String answer, List<Integer> hits, Optional<String> failure) {
    public Reply {
        hits = List.copyOf(hits);
    }

    /// Whether it holds the signature that was asked for.
    public boolean isHit() {
        return hits.contains(query.group());
    }

    /// Whether there was an answer, but nothing in it.
    public boolean isEmpty() {
        return failure.isEmpty() && answer.isBlank();
    }
}
