/// Verbs of the area lm, run for real.
@NullMarked
package dev.assay.cli.serve;

import org.jspecify.annotations.NullMarked;
