package dev.assay.nn.layer;

import org.bytedeco.pytorch.Tensor;

/// Which earlier positions a position may look at.
public sealed interface Mask {
    /// All keys there are: one new position that sees the whole past.
    record Everything() implements Mask {}

    /// Key `j` is seen from query `i` if `j <= i`; queries and keys are the same positions.
    record Causal() implements Mask {}

    /// Given element by element.
    ///
    /// @param bias added to the scores before the softmax, `[batch or 1, 1, queries, keys]`; 0 where a key is
    ///     seen and minus infinity where not, in the number format of the queries
    record Explicit(Tensor bias) implements Mask {}
}
