/// Layers of transformers.
@NullMarked
package dev.assay.nn.layer;

import org.jspecify.annotations.NullMarked;
