/// JMH and side-by-side measurements.
@NullMarked
package dev.assay.benchmarks;

import org.jspecify.annotations.NullMarked;
