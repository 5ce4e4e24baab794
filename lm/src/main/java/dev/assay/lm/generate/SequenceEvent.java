package dev.assay.lm.generate;

import java.util.List;
import java.util.Optional;

/// What happens to a sequence of a [RunningBatch], in this order: [Began], any number of [Wrote], and
/// [Ended]; or at any time [Failed], after which there is nothing more.
public sealed interface SequenceEvent {
    /// The prompt was read.
    ///
    /// @param cachedTokens how many of its tokens were remembered from before
    /// @param state        the last hidden state after the final norm where the answer begins, `[dim]`,
    ///     if asked for
    record Began(int cachedTokens, Optional<float[]> state) implements SequenceEvent {}

    /// The answer grew.
    ///
    /// @param text   what can no longer become part of a stop string; may be empty
    /// @param tokens all that were chosen since the last of these
    record Wrote(String text, List<Token> tokens) implements SequenceEvent {
        public Wrote {
            tokens = List.copyOf(tokens);
        }
    }

    /// The answer is whole.
    record Ended(Generated generated) implements SequenceEvent {}

    /// There is no answer.
    record Failed(RuntimeException cause) implements SequenceEvent {}

    /// A token of an answer.
    ///
    /// @param id             in the vocabulary
    /// @param logProbability natural, under the model's own distribution
    /// @param top            the likeliest at its place, if asked for
    record Token(int id, double logProbability, Optional<Generated.TopTokens> top) {}
}
