/// Tables as the official grader reads them, with a data frame library: columns of one type each.
@NullMarked
package dev.assay.livebench.tables.frame;

import org.jspecify.annotations.NullMarked;
