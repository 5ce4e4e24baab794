/// How many rows are planted, and in how many groups.
@NullMarked
package dev.assay.vtune.plan;

import org.jspecify.annotations.NullMarked;
