/// Layers, losses, optimisers and the trainer.
@NullMarked
package dev.assay.nn;

import org.jspecify.annotations.NullMarked;
