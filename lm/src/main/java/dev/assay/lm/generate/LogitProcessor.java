package dev.assay.lm.generate;

/// Changes the logits of the next token before one is chosen.
@FunctionalInterface
public interface LogitProcessor {
    /// Changes `logits` in place; minus infinity forbids a token.
    ///
    /// @param sequence the prompt and what was generated so far
    /// @param prompt   how many of these ids are the prompt
    /// @param logits   one for each id of the vocabulary
    void process(Sequence sequence, int prompt, float[] logits);

    /// The ids of a sequence so far, a view that grows.
    interface Sequence {
        /// How many ids.
        int length();

        /// The id at a place.
        int at(int index);
    }
}
