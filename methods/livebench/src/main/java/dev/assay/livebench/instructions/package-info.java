/// Graders of the instruction following tasks: every instruction is checked by a rule.
@NullMarked
package dev.assay.livebench.instructions;

import org.jspecify.annotations.NullMarked;
