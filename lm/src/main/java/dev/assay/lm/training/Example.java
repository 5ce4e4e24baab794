package dev.assay.lm.training;

/// A row of data as the model sees it.
///
/// @param ids the tokens
/// @param learned for each token, whether predicting it counts in the loss
/// @param where file and line it came from
public record Example(int[] ids, boolean[] learned, String where) {
    public Example {
        if (ids.length != learned.length) {
            throw new IllegalArgumentException(ids.length + " tokens and " + learned.length + " loss marks");
        }
    }

    /// How many tokens count in the loss; the first never does, since nothing precedes it.
    public int targets() {
        int count = 0;
        for (int i = 1; i < learned.length; i++) {
            count += learned[i] ? 1 : 0;
        }
        return count;
    }
}
