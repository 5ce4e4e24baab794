/// Losses.
@NullMarked
package dev.assay.nn.loss;

import org.jspecify.annotations.NullMarked;
