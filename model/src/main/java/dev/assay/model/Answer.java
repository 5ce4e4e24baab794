package dev.assay.model;

import java.util.List;

/// What a model answered.
///
/// @param text   the new text only; a stop string that ended it is not part of it
/// @param finish why it ended
/// @param usage  what it cost
/// @param tokens the answer's tokens with log-probabilities, where the sampling asked for them (`topLogprobs`
///               of 1 or more), otherwise empty; they may run past the text where a stop string cut it
public record Answer(String text, FinishReason finish, Usage usage, List<TokenLogProbability> tokens) {
    public Answer {
        tokens = List.copyOf(tokens);
    }
}
