package dev.assay.model;

/// Shows hidden states.
public interface FeatureSource extends Capability {
    /// The hidden state of the prompt's last token, `[width]`, after a layer.
    ///
    /// @param layer 0 is the embedding, `layers()` the last block's output before the final norm
    /// @throws IllegalArgumentException       if there is no such layer
    /// @throws dev.assay.base.AssayException if the prompt does not fit the context
    float[] features(Prompt prompt, int layer);

    /// How many blocks there are, and so the highest layer.
    int layers();

    /// How many numbers a hidden state has.
    int width();
}
