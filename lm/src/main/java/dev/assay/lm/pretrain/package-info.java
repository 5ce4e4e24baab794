/// Training a model from nothing by a recipe.
@NullMarked
package dev.assay.lm.pretrain;

import org.jspecify.annotations.NullMarked;
