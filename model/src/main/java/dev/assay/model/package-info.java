/// The port through which methods see any language model, and remote endpoints behind it.
@NullMarked
package dev.assay.model;

import org.jspecify.annotations.NullMarked;
