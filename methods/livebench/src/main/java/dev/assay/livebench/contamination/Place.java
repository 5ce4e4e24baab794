package dev.assay.livebench.contamination;

import java.util.Locale;

/// A place in a corpus.
///
/// @param file   relative to the corpus, with `/` between its parts
/// @param line   counted from 1
/// @param offset in bytes, counted from 0; of what a packed file unpacks to
public record Place(String file, long line, long offset) {
    /// The place as a person reads it: `a/b.txt, line 3, byte 120`.
    public String shown() {
        return String.format(Locale.ROOT, "%s, line %d, byte %d", file, line, offset);
    }
}
