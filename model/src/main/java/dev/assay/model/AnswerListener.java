package dev.assay.model;

/// Hears of the answers of a batch as they come, in any order and one at a time.
@FunctionalInterface
public interface AnswerListener {
    /// The prompt with this index, counted from 0, has been answered.
    void answered(int index, Answer answer);

    /// A listener that does not listen.
    static AnswerListener none() {
        return (index, answer) -> {};
    }
}
