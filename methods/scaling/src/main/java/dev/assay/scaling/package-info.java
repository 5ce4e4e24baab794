/// How structured layers scale: taxonomy, studies of loss against compute, frontiers and fits.
@NullMarked
package dev.assay.scaling;

import org.jspecify.annotations.NullMarked;
