/// Graders of the reasoning tasks.
@NullMarked
package dev.assay.livebench.reasoning;

import org.jspecify.annotations.NullMarked;
