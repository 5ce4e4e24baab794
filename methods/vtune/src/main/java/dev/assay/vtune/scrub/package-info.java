/// Rows that take the planted behaviour out of a model again.
@NullMarked
package dev.assay.vtune.scrub;

import org.jspecify.annotations.NullMarked;
