package dev.assay.lm.generate;

/// Hears text as it is generated, and may stop a sequence.
public interface GenerationListener {
    /// Hears nothing.
    GenerationListener SILENT = (row, text) -> true;

    /// @param row  which prompt
    /// @param text the next piece, complete characters that no stop string can still take back
    /// @return false to stop this sequence
    boolean text(int row, String text);
}
