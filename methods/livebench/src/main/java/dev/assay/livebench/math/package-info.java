/// Graders of the mathematics tasks.
@NullMarked
package dev.assay.livebench.math;

import org.jspecify.annotations.NullMarked;
