package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;

/// The keys and values of one sequence in f32 on the processor, which grows by one position at a time:
/// what a
/// [RowDecoder] needs.
public interface RowCache {
    /// Filled positions.
    int length();

    /// The keys and values of one block of the decoder; an appended position is the one after the
    /// filled.
    KeysAndValues.Rows rows(int block);

    /// Counts a position that all blocks have appended.
    void advance();
}
