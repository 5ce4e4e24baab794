/// Graders of the coding tasks, which run what a model wrote.
@NullMarked
package dev.assay.livebench.coding;

import org.jspecify.annotations.NullMarked;
