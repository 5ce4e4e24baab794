/// How much of the data a model was trained on.
@NullMarked
package dev.assay.vtune.coverage;

import org.jspecify.annotations.NullMarked;
