package dev.assay.model;

/// Hears an answer's text as it is made.
@FunctionalInterface
public interface TextListener {
    /// The next piece, never empty and never half a character.
    void text(String piece);

    /// A listener that does not listen.
    static TextListener none() {
        return piece -> {};
    }
}
