package dev.assay.livebench.contamination;

/// Takes words as they are found in a text.
interface WordSink {
    /// Takes a word.
    ///
    /// @param text   its bytes in UTF-8, from 0; only lent
    /// @param length how many
    /// @param hash   of these bytes
    /// @param offset where it begins, in bytes
    /// @param line   the line, counted from 1
    void word(byte[] text, int length, long hash, long offset, long line);

    /// Takes the end of a document: the next word does not follow the last.
    void gap();
}
