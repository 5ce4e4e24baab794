/// Optimisers, their parameter groups, and learning-rate schedules.
@NullMarked
package dev.assay.nn.optim;

import org.jspecify.annotations.NullMarked;
