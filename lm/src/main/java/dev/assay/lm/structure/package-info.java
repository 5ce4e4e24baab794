/// Gives the linear layers of a model another structure.
@NullMarked
package dev.assay.lm.structure;

import org.jspecify.annotations.NullMarked;
