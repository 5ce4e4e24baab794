package dev.assay.lm.generate;

import dev.assay.model.FinishReason;

/// What was generated for one prompt.
///
/// @param ids              generated ids, without the one that ended it
/// @param text             their text, cut before a stop string
/// @param logProbabilities of each id under the model alone, before any setting of the sampling
/// @param top              the most probable ids at each place, as many as were asked for
/// @param finish           why it ended
public record Generated(int[] ids, String text, double[] logProbabilities, TopTokens[] top, FinishReason finish) {
    /// The most probable ids at one place, by falling log-probability.
    public record TopTokens(int[] ids, double[] logProbabilities) {}
}
