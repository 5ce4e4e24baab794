/// What studies learn from: made functions, characters, images.
@NullMarked
package dev.assay.scaling.data;

import org.jspecify.annotations.NullMarked;
