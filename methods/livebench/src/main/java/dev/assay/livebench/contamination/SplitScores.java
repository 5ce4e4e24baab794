package dev.assay.livebench.contamination;

import dev.assay.base.Interval;

/// Scores of the same tasks' older and newer questions, in points of 100.
///
/// Old are questions of releases up to the cut-off day, new those of later ones. `change` is new minus
/// old: below 0 where the newer questions are answered worse.
///
/// @param before mean of the old ones
/// @param after  mean of the new ones
/// @param change after minus before
public record SplitScores(Interval before, Interval after, Interval change) {
    /// Whether the whole interval of the change lies below 0.
    public boolean isClearDrop() {
        return change.high() < 0;
    }

    /// Whether the whole interval of the change lies above 0.
    public boolean isClearRise() {
        return change.low() > 0;
    }
}
