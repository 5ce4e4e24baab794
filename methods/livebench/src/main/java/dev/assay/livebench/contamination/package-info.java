/// Contamination watch: what of the questions stands in a corpus, and how scores differ by the questions' age.
@NullMarked
package dev.assay.livebench.contamination;

import org.jspecify.annotations.NullMarked;
