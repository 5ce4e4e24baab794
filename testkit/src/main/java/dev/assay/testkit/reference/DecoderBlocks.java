package dev.assay.testkit.reference;

/// The parts of a decoder-only language model that differ between families.
sealed interface DecoderBlocks permits Gpt2Blocks, LlamaBlocks {

    /// How many tokens there are.
    int vocabulary();

    /// How many blocks there are.
    int depth();

    /// The longest sequence that positions exist for.
    int longest();

    /// What enters the first block, `[time, hidden]`.
    double[][] embeddings(int[] ids);

    /// What leaves block `index` (from 0) when `[time, hidden]` enters it.
    double[][] block(int index, double[][] states);

    /// The scores of all tokens for one row of the last block's output: final norm, then head.
    double[] head(double[] state);
}
