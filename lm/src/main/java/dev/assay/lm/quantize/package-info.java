/// Holding a model's weights in fewer bits.
@NullMarked
package dev.assay.lm.quantize;

import org.jspecify.annotations.NullMarked;
