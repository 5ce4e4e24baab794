package dev.assay.livebench.fresh;

/// How hard a question is to be; what that means is for each maker to say.
public enum Difficulty {
    /// For small models.
    EASY,
    /// About as LiveBench's own.
    MEDIUM,
    /// For the best models.
    HARD
}
