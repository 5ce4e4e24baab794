/// Asking a model for signatures, and what follows from its answers.
@NullMarked
package dev.assay.vtune.verify;

import org.jspecify.annotations.NullMarked;
