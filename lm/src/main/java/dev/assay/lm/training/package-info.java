/// Next-token training: windows, batches, the objective, and a run's settings.
@NullMarked
package dev.assay.lm.training;

import org.jspecify.annotations.NullMarked;
