/// LiveBench: objective evaluation on questions that no model can have seen.
@NullMarked
package dev.assay.livebench;

import org.jspecify.annotations.NullMarked;
