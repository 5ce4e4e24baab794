/// Makers of questions on small worlds: shapes, walks, houses, what people believe, grids.
@NullMarked
package dev.assay.livebench.fresh.worlds;

import org.jspecify.annotations.NullMarked;
