/// Training a model from nothing.
@NullMarked
package dev.assay.testkit.pretrain;

import org.jspecify.annotations.NullMarked;
