/// Model folders and adapter folders, read and written.
@NullMarked
package dev.assay.lm.checkpoint;

import org.jspecify.annotations.NullMarked;
