/// Decoder families: one decoder, and how each family's files describe it.
@NullMarked
package dev.assay.lm.family;

import org.jspecify.annotations.NullMarked;
