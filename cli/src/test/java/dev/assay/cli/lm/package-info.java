/// Verbs of the area lm, run for real.
@NullMarked
package dev.assay.cli.lm;

import org.jspecify.annotations.NullMarked;
