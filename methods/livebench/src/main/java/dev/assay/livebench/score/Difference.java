package dev.assay.livebench.score;

import dev.assay.base.Interval;

/// How much better one model is than another on the same questions.
///
/// @param difference of the overall scores, first minus second, in points
public record Difference(String first, String second, Interval difference) {
    /// Whether the whole interval lies on one side of 0.
    public boolean isClear() {
        return difference.low() > 0 || difference.high() < 0;
    }
}
