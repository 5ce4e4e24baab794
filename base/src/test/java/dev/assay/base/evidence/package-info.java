@NullMarked
package dev.assay.base.evidence;

import org.jspecify.annotations.NullMarked;
