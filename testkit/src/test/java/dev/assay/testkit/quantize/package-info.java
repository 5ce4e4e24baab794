/// Models whose weights are held in fewer bits.
@NullMarked
package dev.assay.testkit.quantize;

import org.jspecify.annotations.NullMarked;
