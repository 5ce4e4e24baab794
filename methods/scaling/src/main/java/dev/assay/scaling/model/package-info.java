/// The small models that studies train.
@NullMarked
package dev.assay.scaling.model;

import org.jspecify.annotations.NullMarked;
