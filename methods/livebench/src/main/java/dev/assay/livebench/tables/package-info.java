/// Graders of the data analysis tasks.
@NullMarked
package dev.assay.livebench.tables;

import org.jspecify.annotations.NullMarked;
