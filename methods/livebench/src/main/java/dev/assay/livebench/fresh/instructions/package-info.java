/// Makers of instruction following questions, whose instructions a witness proves can be met together.
@NullMarked
package dev.assay.livebench.fresh.instructions;

import org.jspecify.annotations.NullMarked;
