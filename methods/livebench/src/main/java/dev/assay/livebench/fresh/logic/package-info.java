/// Makers of puzzles of logic: zebras, and who lies.
@NullMarked
package dev.assay.livebench.fresh.logic;

import org.jspecify.annotations.NullMarked;
