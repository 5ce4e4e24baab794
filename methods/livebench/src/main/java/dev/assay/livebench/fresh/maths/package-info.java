/// Makers of mathematical questions: each draws numbers or formulas, and proves its answer a second way.
@NullMarked
package dev.assay.livebench.fresh.maths;

import org.jspecify.annotations.NullMarked;
