/// Generation.
@NullMarked
package dev.assay.lm.generate;

import org.jspecify.annotations.NullMarked;
