/// Linear maps: dense, low-rank adapters, quantised weights.
@NullMarked
package dev.assay.nn.linear;

import org.jspecify.annotations.NullMarked;
