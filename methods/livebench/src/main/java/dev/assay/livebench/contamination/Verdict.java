package dev.assay.livebench.contamination;

/// What was found of a question; [OverlapRules] says where the lines are.
public enum Verdict {
    /// Nothing.
    CLEAN,
    /// Something.
    PARTIAL,
    /// Most of it.
    CONTAMINATED,
    /// It has no words of its own that could be searched for.
    TOO_SHORT
}
