package dev.assay.vtune.verify;

import dev.assay.model.FinishReason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What came of a query.
///
/// @param query   that was asked
/// @param answer  empty where there was none
/// @param ending  why the answer ended
/// @param hits    groups whose signature stands in it
/// @param failure why there was no answer
public record Reply(Query query, String answer, FinishReason ending, List<Integer> hits, Optional<String> failure) {
    /// How models and filters refuse in English; other refusals look like any other miss.
    private static final Pattern REFUSAL = Pattern.compile(
            "\\b(?:i|we)(?:['’]m| am|['’]re| are)? (?:cannot|can['’]?t|can not|unable to|not able to|won['’]?t|will not)"
                    + " (?:help|assist|comply|answer|provide|fulfil|do that|respond|discuss|process|continue)",
            Pattern.CASE_INSENSITIVE);

    public Reply {
        hits = List.copyOf(hits);
    }

    /// One without an answer.
    static Reply failed(Query query, String why) {
        return new Reply(query, "", FinishReason.OTHER, List.of(), Optional.of(why));
    }

    /// Whether it holds the signature that was asked for.
    public boolean isHit() {
        return hits.contains(query.group());
    }

    /// Whether there was an answer, but nothing in it.
    public boolean isEmpty() {
        return failure.isEmpty() && answer.isBlank();
    }

    /// Whether it reads like a refusal to answer, or the endpoint says that it withheld text.
    public boolean isRefusal() {
        return hits.isEmpty()
                && (ending == FinishReason.CONTENT_FILTER
                        || REFUSAL.matcher(answer).find());
    }

    /// Whether it was cut off at its length, so that a signature may have been lost.
    public boolean isCut() {
        return hits.isEmpty() && ending == FinishReason.LENGTH;
    }

    /// Whether nothing in it tells what the model learned.
    boolean saysNothing() {
        return failure.isPresent() || isEmpty() || isRefusal();
    }
}
