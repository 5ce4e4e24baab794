package dev.assay.nn.layer;

import org.bytedeco.pytorch.Tensor;

/// What an attention layer has to look at: the keys and values of all positions so far.
///
/// A cache takes the new ones in and gives all back; without a cache the new ones are all there are.
@FunctionalInterface
public interface KeysAndValues {
    /// Nothing before this pass.
    KeysAndValues NONE = (keys, values) -> new Pair(keys, values);

    /// Takes in the keys and values of new positions and gives those of all.
    ///
    /// @param keys   `[batch, heads, time, dim]`
    /// @param values of the same shape
    Pair append(Tensor keys, Tensor values);

    /// The same for a few sequences that grow by one position each at a time, whose keys and values
    /// come from Java arrays.
    @FunctionalInterface
    interface Rows {
        /// Takes in the keys and values of one position of each and gives those of all that they see.
        ///
        /// @param keys   `[rows · heads · dim]`
        /// @param values of the same shape
        Pair append(float[] keys, float[] values);
    }

    /// @param keys   `[batch, heads, all positions, dim]`
    /// @param values of the same shape
    record Pair(Tensor keys, Tensor values) {}
}
