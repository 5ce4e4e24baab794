package dev.assay.model.remote;

/// Hears what becomes of the prompts of a batch, one at a time: first those in the journal, then each as it
/// ends.
@FunctionalInterface
public interface OutcomeListener {
    /// The prompt with this index, counted from 0, has ended.
    void ended(int index, Outcome outcome);

    /// A listener that does not listen.
    static OutcomeListener none() {
        return (index, outcome) -> {};
    }
}
