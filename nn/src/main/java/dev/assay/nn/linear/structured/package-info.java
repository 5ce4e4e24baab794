/// Linear maps whose matrix is a product of structured factors, as wide as a dense one and far cheaper.
@NullMarked
package dev.assay.nn.linear.structured;

import org.jspecify.annotations.NullMarked;
