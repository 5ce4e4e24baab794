/// Files that grow line by line, so that a killed run can be gone on with.
@NullMarked
package dev.assay.livebench.journal;

import org.jspecify.annotations.NullMarked;
