/// Generation with a key-value cache.
@NullMarked
package dev.assay.lm.generate;

import org.jspecify.annotations.NullMarked;
