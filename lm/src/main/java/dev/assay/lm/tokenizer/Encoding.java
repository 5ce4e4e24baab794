package dev.assay.lm.tokenizer;

/// The ids of a text and the span of the text that each stands for.
///
/// Spans are in UTF-16 units as [String#substring(int, int)] counts. They leave no gap: white space that a
/// tokenizer counts to no token belongs to the token that follows it. Tokens that share one character (a
/// character spread over several tokens) share its span, and a token that was added to the text has an empty
/// one.
///
/// @param ids    token ids
/// @param starts where each span begins
/// @param ends   one past the end of each span
public record Encoding(int[] ids, int[] starts, int[] ends) {
    public Encoding {
        if (ids.length != starts.length || ids.length != ends.length) {
            throw new IllegalArgumentException(
                    "ids, starts and ends differ in length: " + ids.length + ", " + starts.length + ", " + ends.length);
        }
    }

    /// How many tokens there are.
    public int size() {
        return ids.length;
    }

    /// Whether token `index` covers at least one character of `[from, to)`.
    public boolean touches(int index, int from, int to) {
        return starts[index] < to && from < ends[index];
    }
}
