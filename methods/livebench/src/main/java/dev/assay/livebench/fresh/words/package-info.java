/// Makers of language questions from texts and groups of words that the user supplies, or that are bundled.
@NullMarked
package dev.assay.livebench.fresh.words;

import org.jspecify.annotations.NullMarked;
