/// Language models against the reference.
@NullMarked
package dev.assay.testkit.lm;

import org.jspecify.annotations.NullMarked;
