/// The verbs of `assay vtune`.
@NullMarked
package dev.assay.cli.vtune;

import org.jspecify.annotations.NullMarked;
