/// Scoring: log-probabilities and perplexity.
@NullMarked
package dev.assay.lm.score;

import org.jspecify.annotations.NullMarked;
