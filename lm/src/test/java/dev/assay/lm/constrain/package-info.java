@NullMarked
package dev.assay.lm.constrain;

import org.jspecify.annotations.NullMarked;
