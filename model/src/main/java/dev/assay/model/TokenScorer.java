package dev.assay.model;

import java.util.List;

/// Tells how likely a given continuation is, token by token.
@FunctionalInterface
public interface TokenScorer extends Capability {
    /// Log-probabilities of the continuation's tokens, each given the prompt and the tokens before it.
    ///
    /// The prompt is tokenized as for an answer (a chat through its template, a new assistant turn opened, or
    /// the prefilled one left open), the continuation joins it as text, and the tokens counted are those that
    /// reach past the prompt's last character. Nothing is appended after the continuation.
    ///
    /// @throws dev.assay.base.AssayException if prompt and continuation together do not fit the context
    Score score(Prompt prompt, String continuation);

    /// The scores of many continuations, in their order; this default scores one by one.
    default List<Score> scoreAll(List<Continuation> continuations) {
        return continuations.stream().map(c -> score(c.prompt(), c.text())).toList();
    }
}
