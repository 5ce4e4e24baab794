/// Rows of instruction data, in the two forms that people have.
@NullMarked
package dev.assay.vtune.row;

import org.jspecify.annotations.NullMarked;
