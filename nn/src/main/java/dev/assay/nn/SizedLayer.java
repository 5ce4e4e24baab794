package dev.assay.nn;

/// A layer from rows of one size to rows of another, `[..., inputs] → [..., outputs]`.
public interface SizedLayer extends Layer {
    /// Size of the input.
    long inputs();

    /// Size of the output.
    long outputs();

    /// Multiply-adds that are computed for one row of input.
    long macsPerRow();
}
