/// The area `assay layers`.
@NullMarked
package dev.assay.cli.layers;

import org.jspecify.annotations.NullMarked;
