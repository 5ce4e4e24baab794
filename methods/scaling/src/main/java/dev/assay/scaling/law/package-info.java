/// Scaling laws: frontiers of loss against compute, and the lines and powers that fit them.
@NullMarked
package dev.assay.scaling.law;

import org.jspecify.annotations.NullMarked;
