/// Formulas in LaTeX: reading them, and whether two are equal.
@NullMarked
package dev.assay.livebench.algebra;

import org.jspecify.annotations.NullMarked;
