@NullMarked
package dev.assay.lm.checkpoint;

import org.jspecify.annotations.NullMarked;
