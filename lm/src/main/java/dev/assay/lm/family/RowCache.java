package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Mask;

/// The keys and values of a few sequences in f32 on the processor, which grow by one position each at a
/// time: what a [RowDecoder] needs.
public interface RowCache {
    /// Filled positions of a sequence.
    int length(int row);

    /// What the next position of each sequence sees.
    Mask mask();

    /// The keys and values of one block of the decoder; an appended position is the one after the
    /// filled.
    KeysAndValues.Rows rows(int block);

    /// Counts a position of each sequence that all blocks have appended.
    void advance();
}
